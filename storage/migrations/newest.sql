CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)
;
CREATE TABLE development (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	day DATE, 
	day_given BOOLEAN NOT NULL, 
	end_day DATE, 
	place VARCHAR, 
	round INTEGER, 
	outcome VARCHAR, 
	targets JSON NOT NULL, 
	confirmation VARCHAR NOT NULL, 
	framework BOOLEAN NOT NULL, 
	parent INTEGER, 
	redirect INTEGER, 
	retracted BOOLEAN NOT NULL, 
	first_seen DATETIME NOT NULL, 
	touched DATETIME NOT NULL, 
	record_id VARCHAR, 
	record_hash VARCHAR, 
	confidence VARCHAR, 
	prose JSON NOT NULL, 
	CONSTRAINT pk_development PRIMARY KEY (id), 
	CONSTRAINT fk_development_parent_development FOREIGN KEY(parent) REFERENCES development (id), 
	CONSTRAINT fk_development_redirect_development FOREIGN KEY(redirect) REFERENCES development (id), 
	CONSTRAINT uq_development_record_id UNIQUE (record_id)
)
;
CREATE INDEX ix_development_kind_day ON development (kind, day)
;
CREATE INDEX ix_development_kind_touched ON development (kind, touched)
;
CREATE INDEX ix_development_parent ON development (parent)
;
CREATE INDEX ix_development_touched ON development (touched)
;
CREATE TABLE feed (
	id INTEGER NOT NULL, 
	url VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	outlet VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	country VARCHAR NOT NULL, 
	tier INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	official_of VARCHAR, 
	zone VARCHAR NOT NULL, 
	fulltext BOOLEAN NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR, 
	operator_state BOOLEAN NOT NULL, 
	removed BOOLEAN NOT NULL, 
	etag VARCHAR, 
	modified VARCHAR, 
	body_hash VARCHAR, 
	due_at DATETIME, 
	last_attempt DATETIME, 
	last_success DATETIME, 
	last_entry DATETIME, 
	first_answered DATETIME, 
	failures INTEGER NOT NULL, 
	error VARCHAR, 
	entries INTEGER NOT NULL, 
	moved_to VARCHAR, 
	moved_times INTEGER NOT NULL, 
	lease_owner VARCHAR, 
	lease_until DATETIME, ttl_minutes INTEGER, skip_hours JSON DEFAULT '[]' NOT NULL, skip_days JSON DEFAULT '[]' NOT NULL, usual_gap INTEGER, pinged DATETIME, pushed_until DATETIME, 
	CONSTRAINT pk_feed PRIMARY KEY (id), 
	CONSTRAINT uq_feed_url UNIQUE (url)
)
;
CREATE INDEX ix_feed_due_at ON feed (due_at)
;
CREATE TABLE instance (
	id VARCHAR NOT NULL, 
	started DATETIME NOT NULL, 
	beat DATETIME NOT NULL, 
	telegram BOOLEAN NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (id)
)
;
CREATE TABLE meta (
	name VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_meta PRIMARY KEY (name)
)
;
CREATE TABLE development_figure (
	id INTEGER NOT NULL, 
	development_id INTEGER NOT NULL, 
	party VARCHAR, 
	scope VARCHAR NOT NULL, 
	value INTEGER NOT NULL, 
	qualifier VARCHAR NOT NULL, 
	derived BOOLEAN NOT NULL, 
	CONSTRAINT pk_development_figure PRIMARY KEY (id), 
	CONSTRAINT fk_development_figure_development_id_development FOREIGN KEY(development_id) REFERENCES development (id)
)
;
CREATE INDEX ix_development_figure_development_id ON development_figure (development_id)
;
CREATE TABLE development_party (
	id INTEGER NOT NULL, 
	development_id INTEGER NOT NULL, 
	party VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT pk_development_party PRIMARY KEY (id), 
	CONSTRAINT fk_development_party_development_id_development FOREIGN KEY(development_id) REFERENCES development (id)
)
;
CREATE INDEX ix_development_party_development_id ON development_party (development_id)
;
CREATE TABLE entry (
	id INTEGER NOT NULL, 
	feed_id INTEGER NOT NULL, 
	guid VARCHAR NOT NULL, 
	link VARCHAR, 
	title TEXT NOT NULL, 
	text TEXT NOT NULL, 
	language VARCHAR NOT NULL, 
	published DATETIME NOT NULL, 
	published_given BOOLEAN NOT NULL, 
	updated DATETIME, 
	seen DATETIME NOT NULL, 
	simhash BIGINT NOT NULL, 
	content_hash VARCHAR NOT NULL, 
	relevant BOOLEAN NOT NULL, article TEXT DEFAULT '' NOT NULL, left_at DATETIME, revised DATETIME, returns INTEGER DEFAULT '0' NOT NULL, shared JSON, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT fk_entry_feed_id_feed FOREIGN KEY(feed_id) REFERENCES feed (id), 
	CONSTRAINT uq_entry_feed_id_guid UNIQUE (feed_id, guid)
)
;
CREATE INDEX ix_entry_published ON entry (published)
;
CREATE TABLE claim (
	id INTEGER NOT NULL, 
	entry_id INTEGER, 
	record_id VARCHAR, 
	development_id INTEGER, 
	resolved DATETIME, 
	kind VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	day DATE, 
	end_day DATE, 
	place VARCHAR, 
	round INTEGER, 
	outcome VARCHAR, 
	evidence TEXT NOT NULL, 
	background BOOLEAN NOT NULL, 
	inconsistent BOOLEAN NOT NULL, 
	fresh BOOLEAN NOT NULL, 
	ordinal INTEGER, 
	checks JSON NOT NULL, 
	failed JSON NOT NULL, 
	origins JSON NOT NULL, 
	targets JSON NOT NULL, 
	outlet VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	official_of VARCHAR, 
	link VARCHAR, 
	title TEXT NOT NULL, 
	language VARCHAR NOT NULL, 
	simhash BIGINT NOT NULL, 
	published DATETIME NOT NULL, 
	seen DATETIME NOT NULL, 
	silent BOOLEAN NOT NULL, withdrawn DATETIME, replaces INTEGER, article INTEGER, 
	CONSTRAINT pk_claim PRIMARY KEY (id), 
	CONSTRAINT fk_claim_development_id_development FOREIGN KEY(development_id) REFERENCES development (id), 
	CONSTRAINT fk_claim_entry_id_entry FOREIGN KEY(entry_id) REFERENCES entry (id)
)
;
CREATE INDEX ix_claim_entry_id ON claim (entry_id)
;
CREATE INDEX ix_claim_record_id ON claim (record_id)
;
CREATE INDEX ix_claim_unresolved ON claim (resolved, kind)
;
CREATE TABLE statement (
	id INTEGER NOT NULL, 
	entry_id INTEGER, 
	record_id VARCHAR, 
	record_hash VARCHAR, 
	day DATE NOT NULL, 
	party VARCHAR, 
	person VARCHAR, 
	speaker VARCHAR, 
	topic VARCHAR, 
	text JSON NOT NULL, 
	outlet VARCHAR, 
	link VARCHAR, 
	confidence VARCHAR, withdrawn DATETIME, 
	CONSTRAINT pk_statement PRIMARY KEY (id), 
	CONSTRAINT fk_statement_entry_id_entry FOREIGN KEY(entry_id) REFERENCES entry (id), 
	CONSTRAINT uq_statement_record_id UNIQUE (record_id)
)
;
CREATE INDEX ix_statement_day ON statement (day)
;
CREATE INDEX ix_statement_entry_id ON statement (entry_id)
;
CREATE INDEX ix_statement_party ON statement (party)
;
CREATE INDEX ix_statement_topic_party_day ON statement (topic, party, day)
;
CREATE TABLE alert (
	id INTEGER NOT NULL, 
	development_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	phase VARCHAR NOT NULL, 
	day DATE NOT NULL, 
	ordinal INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	revision INTEGER NOT NULL, 
	waves INTEGER NOT NULL, 
	last_wave DATETIME, 
	wave_due DATETIME, 
	independent BOOLEAN NOT NULL, 
	retracted BOOLEAN NOT NULL, 
	claim_id INTEGER, 
	reply_to INTEGER, 
	shown JSON NOT NULL, 
	CONSTRAINT pk_alert PRIMARY KEY (id), 
	CONSTRAINT fk_alert_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_alert_development_id_development FOREIGN KEY(development_id) REFERENCES development (id), 
	CONSTRAINT fk_alert_reply_to_alert FOREIGN KEY(reply_to) REFERENCES alert (id), 
	CONSTRAINT uq_alert_kind_phase_day_ordinal UNIQUE (kind, phase, day, ordinal)
)
;
CREATE INDEX ix_alert_created ON alert (created)
;
CREATE INDEX ix_alert_development_id ON alert (development_id)
;
CREATE INDEX ix_alert_wave_due ON alert (wave_due)
;
CREATE TABLE change (
	id INTEGER NOT NULL, 
	development_id INTEGER NOT NULL, 
	type VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	slot VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	claim_id INTEGER, 
	CONSTRAINT pk_change PRIMARY KEY (id), 
	CONSTRAINT fk_change_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_change_development_id_development FOREIGN KEY(development_id) REFERENCES development (id)
)
;
CREATE INDEX ix_change_at ON change (at)
;
CREATE INDEX ix_change_development_id ON change (development_id)
;
CREATE TABLE claim_figure (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	party VARCHAR, 
	scope VARCHAR NOT NULL, 
	value INTEGER NOT NULL, 
	qualifier VARCHAR NOT NULL, 
	derived BOOLEAN NOT NULL, 
	CONSTRAINT pk_claim_figure PRIMARY KEY (id), 
	CONSTRAINT fk_claim_figure_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id)
)
;
CREATE INDEX ix_claim_figure_claim_id ON claim_figure (claim_id)
;
CREATE TABLE claim_party (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	party VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	CONSTRAINT pk_claim_party PRIMARY KEY (id), 
	CONSTRAINT fk_claim_party_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id)
)
;
CREATE INDEX ix_claim_party_claim_id ON claim_party (claim_id)
;
CREATE TABLE judgement (
	id INTEGER NOT NULL, 
	claim_id INTEGER NOT NULL, 
	development_id INTEGER, 
	verdict VARCHAR NOT NULL, 
	rule VARCHAR NOT NULL, 
	score FLOAT NOT NULL, 
	reasons JSON NOT NULL, 
	candidates JSON NOT NULL, 
	"by" VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	withdrawn DATETIME, 
	CONSTRAINT pk_judgement PRIMARY KEY (id), 
	CONSTRAINT fk_judgement_claim_id_claim FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_judgement_development_id_development FOREIGN KEY(development_id) REFERENCES development (id)
)
;
CREATE INDEX ix_judgement_claim_id ON judgement (claim_id)
;
CREATE INDEX ix_judgement_development_id ON judgement (development_id)
;
CREATE TABLE searchable (
	id INTEGER NOT NULL, 
	development_id INTEGER, 
	statement_id INTEGER, 
	at DATETIME NOT NULL, 
	words TEXT NOT NULL, 
	CONSTRAINT pk_searchable PRIMARY KEY (id), 
	CONSTRAINT fk_searchable_development_id_development FOREIGN KEY(development_id) REFERENCES development (id), 
	CONSTRAINT fk_searchable_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id)
)
;
CREATE INDEX ix_searchable_at ON searchable (at)
;
CREATE INDEX ix_searchable_development_id ON searchable (development_id)
;
CREATE INDEX ix_searchable_statement_id ON searchable (statement_id)
;
CREATE TABLE broadcast (
	id INTEGER NOT NULL, 
	alert_id INTEGER, 
	purpose VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	created DATETIME NOT NULL, 
	due_at DATETIME, 
	texts JSON NOT NULL, 
	start INTEGER NOT NULL, 
	cursor INTEGER NOT NULL, 
	finished BOOLEAN NOT NULL, tells_since DATETIME, development_id INTEGER, 
	CONSTRAINT pk_broadcast PRIMARY KEY (id), 
	CONSTRAINT fk_broadcast_alert_id_alert FOREIGN KEY(alert_id) REFERENCES alert (id)
)
;
CREATE INDEX ix_broadcast_alert_id ON broadcast (alert_id)
;
CREATE INDEX ix_broadcast_finished ON broadcast (finished)
;
CREATE TABLE delivery (
	id INTEGER NOT NULL, 
	broadcast_id INTEGER, 
	alert_id INTEGER, 
	subscriber_id INTEGER, 
	part INTEGER NOT NULL, 
	purpose VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	owner VARCHAR, 
	attempt INTEGER NOT NULL, 
	repeats INTEGER NOT NULL, 
	due_at DATETIME, 
	created DATETIME NOT NULL, 
	sending_since DATETIME, 
	answered DATETIME, 
	message_id BIGINT, 
	error VARCHAR, quiet_until DATETIME, folded_into INTEGER, 
	CONSTRAINT pk_delivery PRIMARY KEY (id), 
	CONSTRAINT fk_delivery_alert_id_alert FOREIGN KEY(alert_id) REFERENCES alert (id), 
	CONSTRAINT fk_delivery_broadcast_id_broadcast FOREIGN KEY(broadcast_id) REFERENCES broadcast (id), 
	CONSTRAINT fk_delivery_subscriber_id_subscriber FOREIGN KEY(subscriber_id) REFERENCES subscriber (id), 
	CONSTRAINT uq_delivery_broadcast_id_subscriber_id_part UNIQUE (broadcast_id, subscriber_id, part)
)
;
CREATE INDEX ix_delivery_alert_subscriber ON delivery (alert_id, subscriber_id)
;
CREATE INDEX ix_delivery_broadcast_id ON delivery (broadcast_id)
;
CREATE INDEX ix_delivery_due ON delivery (state, priority, id)
;
CREATE INDEX ix_delivery_subscriber_state ON delivery (subscriber_id, state, id)
;
CREATE VIRTUAL TABLE searchable_fts USING fts5(words, content='searchable', content_rowid='id', tokenize='unicode61 remove_diacritics 2')
;
CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN INSERT INTO searchable_fts(rowid, words) VALUES (new.id, new.words); END
;
CREATE TRIGGER searchable_gone AFTER DELETE ON searchable BEGIN INSERT INTO searchable_fts(searchable_fts, rowid, words) VALUES ('delete', old.id, old.words); END
;
CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN INSERT INTO searchable_fts(searchable_fts, rowid, words) VALUES ('delete', old.id, old.words); INSERT INTO searchable_fts(rowid, words) VALUES (new.id, new.words); END
;
CREATE INDEX ix_judgement_open ON judgement (verdict, withdrawn)
;
CREATE TABLE follow (
	id INTEGER NOT NULL, 
	subscriber_id INTEGER NOT NULL, 
	development_id INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_follow PRIMARY KEY (id), 
	CONSTRAINT fk_follow_subscriber_id_subscriber FOREIGN KEY(subscriber_id) REFERENCES subscriber (id), 
	CONSTRAINT fk_follow_development_id_development FOREIGN KEY(development_id) REFERENCES development (id), 
	CONSTRAINT uq_follow_subscriber_id_development_id UNIQUE (subscriber_id, development_id)
)
;
CREATE INDEX ix_follow_development_id ON follow (development_id)
;
CREATE TABLE "subscriber" (
	id INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	topic_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	subscribed BOOLEAN NOT NULL, 
	kinds JSON NOT NULL, 
	announced BOOLEAN NOT NULL, 
	official_only BOOLEAN NOT NULL, 
	minimum INTEGER NOT NULL, 
	since DATETIME, 
	created DATETIME NOT NULL, 
	inactive_since DATETIME, 
	quiet_from INTEGER, 
	quiet_until INTEGER, 
	exchanges_any_hour BOOLEAN DEFAULT 1 NOT NULL, 
	both_sides BOOLEAN DEFAULT 0 NOT NULL, 
	side VARCHAR, 
	digest VARCHAR DEFAULT 'none' NOT NULL, 
	digest_hour INTEGER DEFAULT '9' NOT NULL, 
	silence BOOLEAN DEFAULT 0 NOT NULL, 
	alerts_off DATETIME, 
	paused_until DATETIME, 
	digest_told DATETIME, 
	digest_due DATETIME, 
	quiet_silent BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_subscriber PRIMARY KEY (id), 
	CONSTRAINT uq_subscriber_chat_id_topic_id UNIQUE (chat_id, topic_id)
)
;
CREATE INDEX ix_subscriber_chat_id ON subscriber (chat_id)
;
CREATE INDEX ix_subscriber_subscribed ON subscriber (subscribed)
;
CREATE INDEX ix_subscriber_digest_due ON subscriber (digest_due)
;
CREATE INDEX ix_entry_shown ON entry (feed_id) WHERE relevant = 0 AND left_at IS NULL
;
CREATE INDEX ix_entry_left ON entry (left_at) WHERE left_at IS NOT NULL
;
CREATE TABLE hub (
	id INTEGER NOT NULL, 
	feed_id INTEGER NOT NULL, 
	hub VARCHAR NOT NULL, 
	topic VARCHAR NOT NULL, 
	callback VARCHAR NOT NULL, 
	secret VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	due_at DATETIME, 
	lease_until DATETIME, 
	failures INTEGER NOT NULL, 
	reason VARCHAR, 
	CONSTRAINT pk_hub PRIMARY KEY (id), 
	CONSTRAINT fk_hub_feed_id_feed FOREIGN KEY(feed_id) REFERENCES feed (id), 
	CONSTRAINT uq_hub_callback UNIQUE (callback)
)
;
CREATE INDEX ix_hub_feed_id ON hub (feed_id)
;
CREATE INDEX ix_hub_due_at ON hub (due_at)
;
CREATE INDEX ix_claim_development_published ON claim (development_id, published, id, simhash, withdrawn, article)
;
CREATE INDEX ix_claim_owner_published ON claim (owner, published)
;
CREATE TABLE tombstone (
	feed_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	packed BLOB NOT NULL, 
	CONSTRAINT pk_tombstone PRIMARY KEY (feed_id, place), 
	CONSTRAINT fk_tombstone_feed_id_feed FOREIGN KEY(feed_id) REFERENCES feed (id)
)
;
CREATE INDEX ix_entry_feed_published ON entry (feed_id, published)