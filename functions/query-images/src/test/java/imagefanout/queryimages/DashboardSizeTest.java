package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The dashboard as it is sent. It needs no browser. */
class DashboardSizeTest {
    @Test
    void isAPageOfLessThan150KilobytesThatLoadsNoScriptFromElsewhere() {
        String page = new TestApi().get("/").body();

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(150_000);
        assertThat(page).doesNotContain("src=");
    }
}
