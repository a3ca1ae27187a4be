"""What each command of `onrecord` does; bot.cli names them and is the entry point."""
