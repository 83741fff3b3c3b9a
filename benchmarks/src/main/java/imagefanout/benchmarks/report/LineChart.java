package imagefanout.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/** Draws lines over sizes, both axes with logarithms. */
public final class LineChart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 250;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final double MIN = 1;
    private static final double TEN = 10;

    private final String title;
    private final String below;
    private final List<Series> lines = new ArrayList<>();

    private record Series(String name, SortedMap<Integer, Double> values) {}

    /** @param below what the sizes are */
    public LineChart(String title, String below) {
        this.title = requireNonNull(title, "title");
        this.below = requireNonNull(below, "below");
    }

    /** Adds a line, by size. Values below 1 are drawn at 1. */
    public void add(String name, SortedMap<Integer, Double> values) {
        lines.add(new Series(name, values));
    }

    public String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(LEFT, 22, "start", "t", title);
        Axis across = axis(LEFT, WIDTH - RIGHT, values -> values.firstKey(), values -> values.lastKey());
        Axis up = axis(HEIGHT - BOTTOM, TOP, values -> least(values.values()), values -> most(values.values()));
        for (double tick : across.ticks()) {
            svg.grid(across.at(tick), TOP, across.at(tick), HEIGHT - BOTTOM);
            svg.text(across.at(tick), HEIGHT - BOTTOM + 18, "middle", "s", number(tick));
        }
        for (double tick : up.ticks()) {
            svg.grid(LEFT, up.at(tick), WIDTH - RIGHT, up.at(tick));
            svg.text(LEFT - 8, up.at(tick) + 4, "end", "s", number(tick));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "s", below);
        for (int number = 0; number < lines.size(); number++) {
            draw(svg, across, up, lines.get(number), "c" + number);
            svg.dot(WIDTH - RIGHT + 25, TOP + 10 + 20 * number, 4, "c" + number);
            svg.text(
                    WIDTH - RIGHT + 35,
                    TOP + 14 + 20 * number,
                    "start",
                    "",
                    lines.get(number).name());
        }
        return svg.toString();
    }

    private static void draw(Svg svg, Axis across, Axis up, Series line, String color) {
        double[] before = null;
        for (var value : line.values().entrySet()) {
            double[] here = {across.at(value.getKey()), up.at(value.getValue())};
            if (before != null) {
                svg.line(before[0], before[1], here[0], here[1], color);
            }
            svg.dot(here[0], here[1], 4, color);
            before = here;
        }
    }

    private Axis axis(
            double from,
            double to,
            ToDoubleFunction<SortedMap<Integer, Double>> least,
            ToDoubleFunction<SortedMap<Integer, Double>> most) {
        double first =
                lines.stream().map(Series::values).mapToDouble(least).min().orElse(MIN);
        double last = lines.stream().map(Series::values).mapToDouble(most).max().orElse(TEN);
        return new Axis(from, to, Math.floor(log(first)), Math.ceil(log(last)));
    }

    private static double least(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(MIN);
    }

    private static double most(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(TEN);
    }

    private static double log(double value) {
        return Math.log10(Math.max(MIN, value));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private record Axis(double from, double to, double first, double last) {
        double at(double value) {
            return from + (to - from) * (log(value) - first) / Math.max(1, last - first);
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (double power = first; power <= last; power++) {
                ticks.add(Math.pow(TEN, power));
            }
            return ticks;
        }
    }
}
