package imagefanout.queryimages;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core. It runs outside the page's Content-Security-Policy, like a browser's developer tools. */
final class Axe {
    private static final String SOURCE = source();

    private Axe() {}

    /** What a person with a disability would stumble over, of any severity. */
    @SuppressWarnings("unchecked")
    static List<String> findings(Page page) {
        if (!(boolean) page.evaluate("'axe' in window")) {
            page.evaluate(SOURCE);
        }
        return (List<String>)
                page.evaluate(
                        "axe.run({ resultTypes: ['violations'] }).then(result => result.violations.map(violation =>"
                                + " `${violation.impact} ${violation.id}: ${violation.nodes.map(node => node.html).slice(0, 3).join(' ')}`))");
    }

    private static String source() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
