package imagefanout.queryimages.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import imagefanout.model.Digest;
import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiRequest;
import org.junit.jupiter.api.Test;

class DashboardTagTest {
    @Test
    void isAnotherOneForAnotherPage() {
        assertThat(digest(new Dashboard("a page"))).isEqualTo(digest(new Dashboard("a page")));
        assertThat(digest(new Dashboard("a page"))).isNotEqualTo(digest(new Dashboard("another page")));
    }

    private static Digest digest(Dashboard dashboard) {
        ApiAnswer answer = dashboard.answer(new ApiRequest(JsonNodeFactory.instance.objectNode()));
        return ((ApiAnswer.Document) answer).digest();
    }
}
