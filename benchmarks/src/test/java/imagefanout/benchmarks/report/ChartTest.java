package imagefanout.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Pattern DOT =
            Pattern.compile("<circle style=\"fill:var\\(--(\\w+)\\)\" cx=\"([0-9.]+)\" cy=\"([0-9.]+)\"");

    @Test
    void drawsAMissedGoalInAnotherColorAndBeyondTheOthers() {
        String drawn = GrowthChart.draw(List.of(
                new GoalRow("calls", "small", 5, 10),
                new GoalRow("calls", "large", 11, 10),
                new GoalRow("lost", "", 0, 0)));

        List<String> colors =
                DOT.matcher(drawn).results().map(dot -> dot.group(1)).toList();
        List<Double> places = DOT.matcher(drawn)
                .results()
                .map(dot -> Double.parseDouble(dot.group(2)))
                .toList();
        assertThat(colors).containsExactly("c0", "bad", "c0");
        assertThat(places.get(1)).isGreaterThan(places.get(0));
        assertThat(places.get(2)).isLessThan(places.get(0));
        assertThat(drawn).contains(">calls<", ">lost<", "prefers-color-scheme:dark");
    }

    @Test
    void drawsTenTimesAsManyOneTickHigher() {
        LineChart chart = new LineChart("Calls & more", "builds");
        chart.add("fleet", new TreeMap<>(Map.of(10, 10.0, 100, 100.0, 1_000, 1_000.0)));

        String drawn = chart.draw();

        Matcher dot = DOT.matcher(drawn);
        List<double[]> dots = dot.results()
                .map(one -> new double[] {Double.parseDouble(one.group(2)), Double.parseDouble(one.group(3))})
                .toList();
        assertThat(dots.get(1)[0] - dots.get(0)[0]).isEqualTo(dots.get(2)[0] - dots.get(1)[0]);
        assertThat(dots.get(0)[1] - dots.get(1)[1]).isEqualTo(dots.get(1)[1] - dots.get(2)[1]);
        assertThat(dots.get(0)[1]).isGreaterThan(dots.get(2)[1]);
        assertThat(drawn).contains("Calls &amp; more", ">1,000<");
    }
}
