"""Measurements that print figures; they fail nothing."""
