package imagefanout.queryimages.site;

import imagefanout.queryimages.http.ApiAnswer;
import imagefanout.queryimages.http.ApiJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Serves {@code docs/openapi.yaml} as JSON. The document is in this function's jar and is read on first use. */
public final class DescribeApi {
    private static final String RESOURCE = "/openapi.yaml";

    private ApiAnswer answer;

    public synchronized ApiAnswer answer() {
        if (answer == null) {
            answer = ApiAnswer.Document.of("application/json", document(), Map.of());
        }
        return answer;
    }

    public static String document() {
        try (InputStream yaml = DescribeApi.class.getResourceAsStream(RESOURCE)) {
            return ApiJson.text(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
