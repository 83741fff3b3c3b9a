package emulators.imagebuilder.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One field of a cron expression: numbers, names, ranges, steps, lists, * and ?.
 *
 * @param names the names of the values, starting with the one for {@code lowest}; empty if the values have no names
 */
record CronField(String name, int lowest, int highest, List<String> names) {

    static final CronField MINUTE = new CronField("minute", 0, 59, List.of());
    static final CronField HOUR = new CronField("hour", 0, 23, List.of());
    static final CronField DAY = new CronField("day of the month", 1, 31, List.of());
    static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
    static final CronField WEEKDAY =
            new CronField("day of the week", 1, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));
    static final CronField YEAR = new CronField("year", 1970, 2199, List.of());

    CronField {
        names = List.copyOf(names);
    }

    /** Returns the values that a field matches. */
    Set<Integer> values(String text) {
        Set<Integer> values = new TreeSet<>();
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] step = part.split("/", 2);
            String[] range = step[0].split("-", 2);
            boolean every = step[0].equals("*") || step[0].equals("?");
            int from = every ? lowest : value(range[0]);
            int to = every || range.length == 1 && step.length == 2
                    ? highest
                    : range.length == 1 ? from : value(range[1]);
            int by = step.length == 1 ? 1 : number(step[1]);
            if (from > to || by < 1) {
                throw invalid(part);
            }
            for (int value = from; value <= to; value += by) {
                values.add(value);
            }
        }
        return values;
    }

    /** Parses a number or a name. */
    int value(String text) {
        int named = names.indexOf(text);
        int value = named < 0 ? number(text) : lowest + named;
        if (value < lowest || value > highest) {
            throw invalid(text);
        }
        return value;
    }

    private int number(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            throw invalid(text);
        }
        return Integer.parseInt(text);
    }

    IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("Invalid " + name + " \"" + text + "\" in the cron expression: expected "
                + lowest + " to " + highest + ", or a wildcard that this field has.");
    }
}
