package imagefanout.benchmarks.report;

import java.util.Locale;

/** A drawing, legible in a light and in a dark color scheme: its background and its colors follow the reader's. Lengths are in pixels. */
final class Svg {
    private static final String STYLE =
            ":root{--paper:#ffffff;--ink:#1f2328;--faint:#d1d9e0;--c0:#0969da;--c1:#bc4c00;--c2:#8250df;--c3:#1a7f37;--bad:#cf222e}"
                    + "@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--faint:#3d444d;--c0:#4493f8;--c1:#db6d28;--c2:#ab7df8;--c3:#3fb950;"
                    + "--bad:#f85149}}"
                    + "text{font:12px system-ui,sans-serif;fill:var(--ink)}.t{font-size:14px;font-weight:600}.s{font-size:11px}"
                    + "line.g{stroke:var(--faint)}";

    private final int width;
    private final int height;
    private final StringBuilder shapes = new StringBuilder();

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** @param anchor {@code start}, {@code middle} or {@code end} */
    void text(double x, double y, String anchor, String style, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
                x, y, anchor, style, escaped(text));
    }

    void grid(double x1, double y1, double x2, double y2) {
        add("<line class=\"g\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
    }

    /** @param color a CSS variable, such as {@code c0} */
    void line(double x1, double y1, double x2, double y2, String color) {
        add(
                "<line style=\"stroke:var(--%s);stroke-width:2\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                color, x1, y1, x2, y2);
    }

    void dot(double x, double y, double radius, String color) {
        add("<circle style=\"fill:var(--%s)\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", color, x, y, radius);
    }

    private void add(String form, Object... values) {
        shapes.append(String.format(Locale.ROOT, form, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The document. */
    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width
                + "\" height=\"" + height + "\">\n<style>" + STYLE
                + "</style>\n<rect style=\"fill:var(--paper)\" width=\"100%\" height=\"100%\"/>\n" + shapes
                + "</svg>\n";
    }
}
