"""What a person reads and presses in Discord; the only folder that may import discord."""
