"""Cities that a sign-up suggests; any other can be written."""

CITIES = (
    *("Abuja", "Accra", "Addis Ababa", "Amsterdam", "Atlanta", "Baltimore", "Berlin", "Calgary"),
    *("Boston", "Cairo", "Cape Town", "Chicago", "Cleveland", "Columbus", "Dallas", "Delhi"),
    *("Denver", "Detroit", "Dubai", "Dublin", "Edinburgh", "Glasgow", "Houston", "Istanbul"),
    *("Johannesburg", "Karachi", "Kathmandu", "Khartoum", "Lagos", "Leeds", "London"),
    *("Los Angeles", "Madrid", "Manchester", "Melbourne", "Mexico City", "Miami", "Minneapolis"),
    *("Mogadishu", "Montreal", "Nairobi", "New Orleans", "New York", "Oslo", "Paris"),
    *("Philadelphia", "Phoenix", "Pittsburgh", "Portland", "San Francisco", "Seattle"),
    *("St Louis", "Stockholm", "Sydney", "Toronto", "Tucson", "Vancouver", "Washington DC"),
)
