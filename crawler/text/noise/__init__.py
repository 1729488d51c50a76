"""Lines and posts that are not what an author says: notices, software's lines, offers; one scan for all."""
