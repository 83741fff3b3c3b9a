package imagefanout.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws each measured value as a share of its goal: a small dot for the smallest size, a large one for the largest. */
public final class GrowthChart {
    private static final int WIDTH = 900;
    private static final int LEFT = 430;
    private static final int RIGHT = 40;
    private static final int TOP = 50;
    private static final int ROW = 20;
    private static final double SCALE = 1.2;
    private static final int PERCENT = 100;

    private GrowthChart() {}

    public static String draw(List<GoalRow> rows) {
        Map<String, List<GoalRow>> byCount = new LinkedHashMap<>();
        rows.forEach(row ->
                byCount.computeIfAbsent(row.what(), first -> new ArrayList<>()).add(row));
        Svg svg = new Svg(WIDTH, TOP + ROW * byCount.size() + 20);
        svg.text(10, 22, "start", "t", "Measured, in percent of the goal, at three sizes (small to large dot)");
        int bottom = TOP + ROW * byCount.size();
        for (int percent = 0; percent <= PERCENT; percent += 25) {
            svg.grid(x(percent), TOP - 8, x(percent), bottom);
            svg.text(x(percent), bottom + 14, "middle", "s", percent + " %");
        }
        int y = TOP + 4;
        for (Map.Entry<String, List<GoalRow>> count : byCount.entrySet()) {
            svg.text(LEFT - 12, y + 4, "end", "", count.getKey());
            int size = 0;
            for (GoalRow row : count.getValue()) {
                double share = row.atMost() == 0 ? row.isMissed() ? SCALE : 0 : row.measured() / row.atMost();
                svg.dot(x(PERCENT * Math.min(share, SCALE)), y, 2.5 + 1.5 * size++, row.isMissed() ? "bad" : "c0");
            }
            y += ROW;
        }
        return svg.toString();
    }

    private static double x(double percent) {
        return LEFT + (WIDTH - LEFT - RIGHT) * percent / (PERCENT * SCALE);
    }
}
