"""The world's things as JSON, in the shapes of Discord's OpenAPI document and gateway."""

from __future__ import annotations

from tests.discord_standin.permissions import channel_permissions, guild_permissions
from tests.discord_standin.world import (
    Application,
    Channel,
    Guild,
    Json,
    Member,
    Message,
    Role,
    User,
    World,
    iso,
)


def user_json(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name,
        "avatar": None,
        "discriminator": "0",
        "public_flags": 0,
        "flags": 0,
        "bot": user.bot,
        "global_name": None,
        "primary_guild": None,
    }


def member_json(member: Member) -> Json:
    """A member without the user, as it stands beside a message's author."""
    return {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": iso(member.joined_at),
        "nick": None,
        "pending": False,
        "premium_since": None,
        "roles": [str(role.id) for role in member.roles],
        "mute": False,
        "deaf": False,
    }


def full_member_json(member: Member) -> Json:
    return {**member_json(member), "user": user_json(member.user)}


def role_json(role: Role, guild: Guild) -> Json:
    return {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": list(guild.roles).index(role.id),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def channel_json(channel: Channel) -> Json:
    last = str(max(channel.messages)) if channel.messages else None
    common: Json = {"id": str(channel.id), "type": channel.kind, "flags": 0}
    common["last_message_id"] = last
    if channel.recipient:
        return {**common, "recipients": [user_json(channel.recipient)]}
    assert channel.guild
    common |= {"guild_id": str(channel.guild.id), "name": channel.name, "rate_limit_per_user": 0}
    if channel.is_thread:
        return common | _thread_json(channel)
    return {
        **common,
        "parent_id": None,
        "position": list(channel.guild.channels).index(channel.id),
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [
            {
                "id": str(target),
                "type": 0 if target in channel.guild.roles else 1,
                "allow": str(allowed),
                "deny": str(denied),
            }
            for target, (allowed, denied) in channel.overwrites.items()
        ],
    }


def _thread_json(thread: Channel) -> Json:
    assert thread.parent
    made_at = iso(((thread.id >> 22) + 1_420_070_400_000) / 1000)
    return {
        "parent_id": str(thread.parent.id),
        "owner_id": str(thread.owner_id),
        "message_count": len(thread.messages),
        "total_message_sent": len(thread.messages),
        "member_count": len(thread.joined),
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": made_at,
            "auto_archive_duration": 1440,
            "locked": thread.locked,
            "create_timestamp": made_at,
        },
    }


def guild_json(guild: Guild) -> Json:
    """As GET /guilds/{id} gives it: without channels and members."""
    nothing = dict.fromkeys(
        (
            *("icon", "description", "home_header", "splash", "discovery_splash", "banner"),
            *("application_id", "afk_channel_id", "system_channel_id", "widget_channel_id"),
            *("max_presences", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id"),
            *("public_updates_channel_id", "incidents_data"),
        )
    )
    zero = dict.fromkeys(
        (
            *("system_channel_flags", "verification_level", "default_message_notifications"),
            *("mfa_level", "explicit_content_filter", "premium_tier", "nsfw_level"),
            "premium_subscription_count",
        ),
        0,
    )
    return {
        **nothing,
        **zero,
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner.id),
        "region": "rotterdam",
        "features": [],
        "afk_timeout": 300,
        "widget_enabled": False,
        "roles": [role_json(role, guild) for role in guild.roles.values()],
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "emojis": [],
        "stickers": [],
    }


def guild_create_json(guild: Guild, bot: User) -> Json:
    """As the gateway gives it; of the members the bot alone, as without the presences intent."""
    channels = [c for c in guild.channels.values() if channel_permissions(bot, c)]
    return {
        **guild_json(guild),
        "joined_at": iso(guild.members[bot.id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [full_member_json(guild.members[bot.id])],
        "channels": [channel_json(c) for c in guild.channels.values() if not c.is_thread],
        "threads": [channel_json(c) for c in channels if c.is_thread and not c.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message_json(message: Message, *, nested: bool = False) -> Json:
    """As REST gives it. A message that is referred to carries no reference of its own."""
    data: Json = {
        **message.body,
        "id": str(message.id),
        "type": message.kind,
        "channel_id": str(message.channel.id),
        "author": user_json(message.author),
        "timestamp": iso(message.timestamp),
        "edited_timestamp": iso(message.edited_at) if message.edited_at else None,
        "mentions": [user_json(user) for user in message.mentions],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
    }
    if message.interaction:
        data["interaction_metadata"] = message.interaction
        data["application_id"] = data["webhook_id"] = str(message.author.id)
    if message.reply_to:
        data["message_reference"] = {
            "type": 0,
            "channel_id": str(message.reply_to.channel.id),
            "message_id": str(message.reply_to.id),
        }
        if not nested:
            gone = message.reply_to.deleted
            data["referenced_message"] = (
                None if gone else message_json(message.reply_to, nested=True)
            )
    return data


def message_event_json(message: Message) -> Json:
    """As MESSAGE_CREATE and MESSAGE_UPDATE give it: with the guild and the author's roles."""
    data = {**message_json(message), "channel_type": message.channel.kind}
    if (guild := message.channel.guild) is None:
        return data
    data["guild_id"] = str(guild.id)
    if (member := guild.members.get(message.author.id)) and not message.interaction:
        data["member"] = member_json(member)
    data["mentions"] = [
        {**user_json(user), "member": member_json(guild.members[user.id])}
        if user.id in guild.members
        else user_json(user)
        for user in message.mentions
    ]
    return data


def guild_of_user_json(guild: Guild, user: User) -> Json:
    """As GET /users/@me/guilds lists it."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "banner": None,
        "owner": guild.owner is user,
        "permissions": str(guild_permissions(guild.members[user.id])),
        "features": [],
    }


def application_json(world: World) -> Json:
    """As GET /oauth2/applications/@me gives it to the bot."""
    application = world.application
    return {
        "id": str(application.id),
        "name": application.user.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot": user_json(application.user),
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application_flags(application),
        "flags_new": str(application_flags(application)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_json(application.owner),
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }


def application_flags(application: Application) -> int:
    """The flags that a bot in fewer than 100 servers has for its privileged intents."""
    limited = {1 << 8: 1 << 13, 1 << 1: 1 << 15, 1 << 15: 1 << 19}
    return sum(flag for intent, flag in limited.items() if application.intents & intent)


def interaction_channel_json(channel: Channel, user: User) -> Json:
    """The channel as an interaction shows it: with the user's permissions there."""
    bits = str(channel_permissions(user, channel))
    data = channel_json(channel)
    return {**data, "permissions": bits}
