"""What agencies add below the news changes nothing in what is read of it: sums, older swaps, people still held."""

from __future__ import annotations

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry, as_record

NEWS = {
    "Russia, Ukraine exchange 150 prisoners each": (
        "Russia and Ukraine exchanged prisoners of war on Thursday, each side freeing 150 soldiers, the Russian "
        "Defence Ministry said. President Volodymyr Zelensky confirmed that the men were home. The United Arab "
        "Emirates mediated."
    ),
    "Zelensky: 189 Ukrainians are home": (
        "Ukraine brought home 189 people from Russian captivity on Thursday, President Volodymyr Zelensky said. Two "
        "of them are civilians."
    ),
    "Ukraine gets back bodies of 757 fallen soldiers": (
        "The remains of 757 soldiers were returned to Ukraine on Thursday, the Coordination Headquarters said. Russia "
        "received 45 bodies, a lawmaker in Moscow said."
    ),
    "Moscow says 150 servicemen back from Ukraine": (
        "Russia's Defence Ministry said on Thursday that 150 Russian servicemen had been returned from Kyiv-controlled "
        "territory. In return 150 Ukrainian prisoners of war were handed over, it said."
    ),
}
PUBLISHED = "2025-02-06T15:00:00Z"
BELOW = [
    "It was the 62nd exchange since the start of the full-scale invasion.",
    "In all, 4,131 people have been brought home since March 2022, according to the Coordination Headquarters.",
    "Ukraine has recovered 3,956 people in 60 exchanges.",
    "Some of the men had been held for nearly three years.",
    "The oldest of them is 60, the youngest 21.",
    "Sixteen of the soldiers are from the Azov brigade, 24 from the marines and 30 from the National Guard.",
    "Among those freed are 78 defenders of Mariupol.",
    "Thirty-eight of the men are wounded, the Coordination Headquarters said.",
    "Ukraine says that more than 8,000 of its soldiers are still held in Russia.",
    "Russia is believed to hold some 16,000 Ukrainian civilians.",
    "The last swap took place on 15 January, when each side released 25 prisoners.",
    "In the previous exchange, on 30 December, 189 Ukrainians came home.",
    "On 17 January Ukraine received the bodies of 757 soldiers.",
    "In May the sides exchanged 1,000 prisoners each over three days.",
    "In 2024 the two countries carried out 11 exchanges, in which 1,358 people returned to Ukraine.",
    "Last year 1,358 people returned to Ukraine.",
    "Two weeks earlier 25 prisoners had been swapped on each side.",
    "Russian drones hit a residential building in Kharkiv overnight, killing four people and wounding 21.",
    "Ukraine's air force said it had shot down 57 of 104 drones.",
    "Russia launched 104 drones at Ukraine overnight, the air force said.",
    "Ukrainian forces struck an oil refinery in the Volgograd region on Monday.",
    "Several thousand people have been exchanged since the war began.",
    "Hundreds of relatives waited with photographs of the missing.",
    "Relatives of missing soldiers held up portraits as the buses arrived at a hospital in Chernihiv region.",
    "The freed Russians are in Belarus, where they are receiving medical and psychological help.",
    "All of them will be flown to Moscow for treatment at clinics of the Defence Ministry.",
    "The Russian servicemen will be taken to Russia for treatment and rehabilitation.",
    '"We remember everyone and will bring everyone home," Zelensky wrote.',
    "Zelensky said that work on further exchanges continued.",
    "Talks on the next exchange are under way, Lubinets said.",
    "Kyiv has repeatedly offered an all-for-all exchange.",
    "Ukraine has proposed exchanging all prisoners for all.",
    "Moscow says it has offered Kyiv a list of 935 prisoners, of whom Kyiv has taken only 279.",
    "Putin said in December that Kyiv had refused to take back 630 of its soldiers.",
    "The exchange had been delayed by several days.",
    "The sides had agreed on the exchange at talks in Abu Dhabi in January.",
    "Officials from both countries met in Istanbul last month.",
    "Russia and Ukraine have held no direct talks since spring 2022.",
    "US President Donald Trump has said that he wants to end the war and will meet Putin soon.",
    "Trump's envoy Keith Kellogg is due in Kyiv on 20 February.",
    "Zelensky is to meet US Vice President JD Vance at the Munich conference next week.",
    "Five children were returned to Ukraine last week with Qatar's mediation.",
    "Kyiv says that 19,500 children have been taken to Russia since the invasion.",
    "More than 60,000 people are registered as missing in Ukraine.",
    "A court in Rostov sentenced 12 Azov fighters to terms of 13 to 23 years in prison in March.",
    "One of them, a 24-year-old marine, weighed 45 kg when he came out.",
    '"I was taken at 22; now I am 25," said one of the freed men.',
    '"I will see my daughter, who is three and whom I have never met," he said.',
    "Russia occupies about a fifth of Ukraine's territory.",
    "The war, which began with Russia's invasion on 24 February 2022, has killed tens of thousands.",
    "The exchange took place at the border with Belarus in Chernihiv region.",
    "Families received the first calls at 10 a.m. from the hospital.",
    "The Geneva Conventions of 1949 require that the seriously wounded be repatriated.",
    "A UN report found that 95 per cent of freed Ukrainian prisoners had been tortured.",
    "At least 206 of more than 5,000 freed Ukrainians have died since their return from captivity.",
    "Seven busloads of men arrived shortly after noon.",
    "The two countries have swapped prisoners about once a month.",
    "In September 2022, 215 Ukrainians were freed in a swap for 55 Russians and Viktor Medvedchuk.",
    "In January 2024 a Russian plane carrying 65 Ukrainian prisoners crashed near Belgorod.",
    "Russia accuses Ukraine of shooting down a plane with 65 prisoners on board a year ago.",
    "The next exchange may take place before the end of the month, a Ukrainian official said.",
    "Another exchange is planned for next week, Yermak said.",
    "No date has been set for the next exchange.",
    "The men will undergo medical checks and receive payments of 100,000 hryvnias.",
    "Eighty of the soldiers came from the navy; 35 had been reported missing.",
    "The Red Cross has visited 2,300 prisoners of war on both sides.",
    "Turkey and Saudi Arabia have mediated earlier exchanges.",
    "Turkey, the UAE and the Vatican have mediated exchanges in the past.",
    "In a separate development, the EU agreed on its 16th package of sanctions.",
    "Neither side has said how many prisoners it holds.",
    "Ukraine does not say how many Russians it holds.",
    "The Ukrainian president thanked the teams of Budanov, Lubinets and Yermak.",
    "Ten officers are among the freed, Lubinets said.",
    "About 30 of the freed had been considered missing in action.",
    "Officials said 24 more could return by the end of the week.",
    "In the summer, talks in Istanbul led to the return of 6,057 bodies.",
    "Oil prices fell by 2 per cent on Thursday after the exchange.",
    "He had met Russia's deputy foreign minister in Riyadh on Tuesday to discuss the Black Sea.",
]


def news(reader: Reader, title: str, text: str) -> list[tuple[object, ...]]:
    """What an item tells as news: kind, stage, day, totals, joint figure, mediators."""
    entry = as_entry({"id": "x", "lang": "en", "title": title, "text": text, "published": PUBLISHED})
    found = as_record("x", reader.read(entry))["developments"]
    assert isinstance(found, list)
    return [
        (d["kind"], d["stage"], d["date"], totals(d["returned"]), d["combined_total"], d["mediators"])
        for d in found
        if not d["background"] and d["kind"] != "strikes"
    ]


def totals(returned: dict[str, dict[str, int | None]]) -> dict[str, int | None]:
    return {side: slots["total"] for side, slots in returned.items()}


@pytest.mark.parametrize("below", BELOW)
def test_what_stands_below_changes_nothing(reader: Reader, below: str) -> None:
    for title, text in NEWS.items():
        assert news(reader, title, f"{text} {below}") == news(reader, title, text)
