package emulators.imagebuilder.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A cron expression of a schedule, with minute precision.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/userguide/cron-expressions.html">Use cron expressions in
 *     Image Builder</a>
 */
final class CronExpression {

    private final Set<Integer> minutes;
    private final Set<Integer> hours;
    private final Set<Integer> months;
    private final Set<Integer> years;
    private final Predicate<LocalDate> day;

    private CronExpression(String[] fields) {
        minutes = CronField.MINUTE.values(fields[0]);
        hours = CronField.HOUR.values(fields[1]);
        months = CronField.MONTH.values(fields[3]);
        years = CronField.YEAR.values(fields[5]);
        day = dayOfMonth(fields[2].toLowerCase(Locale.ROOT)).and(dayOfWeek(fields[4].toLowerCase(Locale.ROOT)));
    }

    /**
     * Parses {@code cron(Minute Hour Day Month Weekday Year)}.
     *
     * @throws IllegalArgumentException if the text is not a valid expression
     */
    static CronExpression parse(String text) {
        String[] fields = text.matches("cron\\(.*\\)")
                ? text.substring(5, text.length() - 1).split(" +")
                : new String[0];
        if (fields.length != 6) {
            throw new IllegalArgumentException("Invalid schedule expression \"" + text
                    + "\": expected cron(Minute Hour Day Month Weekday Year), like cron(0 6 * * ? *).");
        }
        return new CronExpression(fields);
    }

    private static Predicate<LocalDate> dayOfMonth(String field) {
        if (field.equals("l")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        if (field.endsWith("w")) {
            int nearest = CronField.DAY.value(field.substring(0, field.length() - 1));
            return date -> date.equals(weekdayNear(date, nearest));
        }
        Set<Integer> days = CronField.DAY.values(field);
        return date -> days.contains(date.getDayOfMonth());
    }

    /** Returns the weekday (Monday to Friday) nearest to the day, in the same month. */
    private static LocalDate weekdayNear(LocalDate month, int day) {
        LocalDate date = month.withDayOfMonth(Math.min(day, month.lengthOfMonth()));
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
        }
        if (date.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
        }
        return date;
    }

    private static Predicate<LocalDate> dayOfWeek(String field) {
        if (field.endsWith("l") && field.length() > 1) {
            DayOfWeek last = weekday(CronField.WEEKDAY.value(field.substring(0, field.length() - 1)));
            return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(last)));
        }
        int hash = field.indexOf('#');
        if (hash > 0) {
            DayOfWeek weekday = weekday(CronField.WEEKDAY.value(field.substring(0, hash)));
            int ordinal = CronField.WEEKDAY.value(field.substring(hash + 1));
            return date -> date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday)));
        }
        Set<Integer> weekdays = CronField.WEEKDAY.values(field.equals("l") ? "sat" : field);
        return date -> weekdays.contains(date.getDayOfWeek().getValue() % 7 + 1);
    }

    /** Sunday is 1. */
    private static DayOfWeek weekday(int number) {
        return DayOfWeek.of((number + 5) % 7 + 1);
    }

    /** Returns the first match after the time; empty if there is none. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDate end = LocalDate.of(CronField.YEAR.highest(), 12, 31);
        for (LocalDate date = time.toLocalDate(); !date.isAfter(end); date = nextCandidate(date)) {
            if (matches(date)) {
                for (int hour : hours) {
                    for (int minute : minutes) {
                        LocalDateTime match = date.atTime(LocalTime.of(hour, minute));
                        if (match.isAfter(time)) {
                            return Optional.of(match);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private LocalDate nextCandidate(LocalDate date) {
        if (!years.contains(date.getYear())) {
            return date.with(TemporalAdjusters.firstDayOfNextYear());
        }
        return months.contains(date.getMonthValue())
                ? date.plusDays(1)
                : date.with(TemporalAdjusters.firstDayOfNextMonth());
    }

    private boolean matches(LocalDate date) {
        return years.contains(date.getYear()) && months.contains(date.getMonthValue()) && day.test(date);
    }
}
