"""`make bench`: every measurement, one line each."""

from benchmarks import assignment, whole_command

for measurement in (assignment, whole_command):
    measurement.run()
