"""The tables of the state, in portable SQL, together: one transaction may forget in all of them.

Moments are naive and in UTC. Ids of Discord (channels, guilds, messages) are 64-bit numbers.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("given_at", sa.DateTime, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("answer", sa.JSON, nullable=False),
)
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("answer_id", sa.ForeignKey("answers.id"), primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("date", sa.Date, nullable=False),
)
# `key` is that of the claim, see bot.state.tracked.claim_key. `gone` is true where the message was
# deleted: it is hidden then, but still tells whose question the answer was, so that a person who
# wants to be forgotten is forgotten there too.
postings = sa.Table(
    "postings",
    metadata,
    sa.Column("answer_id", sa.ForeignKey("answers.id"), primary_key=True),
    sa.Column("corpus", sa.String, nullable=False),
    sa.Column("key", sa.String(64), nullable=False, index=True),
    sa.Column("person", sa.String, nullable=False, index=True),
    sa.Column("guild_id", sa.BigInteger),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("message_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("drawn", sa.Boolean, nullable=False),
    sa.Index("ix_postings_channel_id_at", "channel_id", "at"),
)
# `watched` is true for what the command line watches; channels have a table of their own.
tracked_claims = sa.Table(
    "tracked_claims",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("corpus", sa.String, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("watched", sa.Boolean, nullable=False),
    sa.Column("first_at", sa.DateTime, nullable=False),
    sa.Column("shown_at", sa.DateTime),
    sa.Column("label", sa.JSON(none_as_null=True)),
    sa.Column("source_ids", sa.JSON, nullable=False),
    sa.Column("spans", sa.JSON, nullable=False),
)
# A forgotten event leaves its row without text: were the row deleted, SQLite could give the id,
# which readers and notices remember, to a later event.
status_events = sa.Table(
    "status_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("corpus", sa.String, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("old", sa.JSON(none_as_null=True)),
    sa.Column("new", sa.JSON(none_as_null=True)),
    sa.Column("causes", sa.JSON, nullable=False),
)
examined_revisions = sa.Table(
    "examined_revisions",
    metadata,
    sa.Column("corpus", sa.String, primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
)
event_readers = sa.Table(
    "event_readers",
    metadata,
    sa.Column("corpus", sa.String, primary_key=True),
    sa.Column("reader", sa.String, primary_key=True),
    sa.Column("seen", sa.Integer, nullable=False),
)
channel_watches = sa.Table(
    "channel_watches",
    metadata,
    sa.Column("channel_id", sa.BigInteger, primary_key=True),
    sa.Column("key", sa.String(64), primary_key=True, index=True),
    sa.Column("corpus", sa.String, nullable=False),
    sa.Column("guild_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("person", sa.String, index=True),
    sa.Column("at", sa.DateTime, nullable=False),
)
channel_settings = sa.Table(
    "channel_settings",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True),
    sa.Column("channel_id", sa.BigInteger, primary_key=True, index=True),
    sa.Column("mode", sa.String, nullable=False),
    sa.Column("threads", sa.Boolean, nullable=False),
    sa.Column("quiet_start", sa.Time),
    sa.Column("quiet_end", sa.Time),
    sa.Column("quiet_zone", sa.String),
)
# `held_until` is null once a notice was claimed.
notices = sa.Table(
    "notices",
    metadata,
    sa.Column("channel_id", sa.BigInteger, primary_key=True),
    sa.Column("event_id", sa.Integer, primary_key=True),
    sa.Column("corpus", sa.String, nullable=False),
    sa.Column("held_until", sa.DateTime),
)
# A cost of null is not known.
model_spending = sa.Table(
    "model_spending",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("model", sa.String, primary_key=True),
    sa.Column("calls", sa.BigInteger, nullable=False),
    sa.Column("input_tokens", sa.BigInteger, nullable=False),
    sa.Column("output_tokens", sa.BigInteger, nullable=False),
    sa.Column("cost", sa.Float),
    sa.Column("estimated", sa.Boolean, nullable=False),
)
model_replies = sa.Table(
    "model_replies",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
)
