"""A local Discord: its REST interface and gateway on 127.0.0.1, and people who use the bot."""
