"""What happens by itself: the timetable and its jobs."""
