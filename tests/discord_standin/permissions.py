"""What a user may do in a channel: Discord's own order of roles and overwrites."""

from __future__ import annotations

from discord import Permissions

from tests.discord_standin.world import Channel, Guild, Member, User

ALL = Permissions.all().value
# What both sides may do in direct messages.
IN_DMS = Permissions(
    view_channel=True,
    send_messages=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    use_application_commands=True,
    use_external_emojis=True,
    add_reactions=True,
).value
# What most servers leave to @everyone.
EVERYONE = IN_DMS | Permissions(create_public_threads=True, send_messages_in_threads=True).value


def guild_permissions(member: Member) -> int:
    """Bits of a member before any channel's overwrites; the owner and administrators hold all."""
    bits = member.guild.everyone.permissions
    for role in member.roles:
        bits |= role.permissions
    if member.user is member.guild.owner or Permissions(bits).administrator:
        return ALL
    return bits


def channel_permissions(user: User, channel: Channel) -> int:
    """Bits of a user in a channel; 0 for one who is not in its guild or cannot see it."""
    if channel.guild is None:
        return IN_DMS
    member = channel.guild.members.get(user.id)
    if member is None:
        return 0
    bits = guild_permissions(member)
    if bits == ALL:
        return ALL
    for allowed, denied in _overwrites(member, channel.parent or channel, channel.guild):
        bits = bits & ~denied | allowed
    return bits if Permissions(bits).view_channel else 0


def _overwrites(member: Member, channel: Channel, guild: Guild) -> list[tuple[int, int]]:
    """@everyone's first, then the roles' (an allowance wins over a denial), then the member's."""
    roles = [channel.overwrites.get(role.id, (0, 0)) for role in member.roles]
    allowed = denied = 0
    for allow, deny in roles:
        allowed, denied = allowed | allow, denied | deny
    none = (0, 0)
    return [
        channel.overwrites.get(guild.id, none),
        (allowed, denied),
        channel.overwrites.get(member.user.id, none),
    ]


def may(user: User, channel: Channel, name: str) -> bool:
    """Whether a user has a permission there, by discord.py's name for it."""
    bits = channel_permissions(user, channel)
    if name == "send_messages" and channel.is_thread:
        name = "send_messages_in_threads"
    return bool(bits & Permissions(**{name: True}).value)
