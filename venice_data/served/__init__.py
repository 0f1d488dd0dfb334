"""What machines are answered over HTTP: models, prices, the calendar, the feed, the status."""
