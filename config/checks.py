"""Placeholder until the start-up checks arrive in this file."""
