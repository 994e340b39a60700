"""`make bench`: every measurement, one line each."""

from benchmarks import assignment, keeping_apart, reading_sheets, register, whole_command

for measurement in (assignment, whole_command, keeping_apart, reading_sheets, register):
    measurement.run()
