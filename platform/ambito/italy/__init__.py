"""What Italy fixes by law or keeps in public lists: codes of people and firms, places, working days."""
