package imagefanout.queryimages;

import static org.assertj.core.api.Assertions.assertThat;

import imagefanout.contracts.GoldenImages;
import imagefanout.contracts.InMemoryImageCatalog;
import imagefanout.model.CatalogException;
import imagefanout.model.ImageCatalog;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailedReadsTest {
    static Stream<String> questions() {
        return Stream.of(
                "/v1/pipelines",
                "/v1/pipelines/golden-linux/builds",
                "/v1/pipelines/golden-linux/latest",
                "/v1/pipelines/golden-linux/coverage",
                "/v1/images/golden-linux/1.0.0/1",
                "/v1/images/golden-linux/1.0.0/1/amis",
                "/v1/amis/ami-00000000000000000",
                "/v1/accounts/111111111111/amis");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void saysThatItCouldNotReadInsteadOfAnsweringEmpty(String url) {
        HttpApi api = new HttpApi(failing(IllegalStateException.class));

        HttpApi.Response response = api.get(url);

        assertThat(response.status()).isEqualTo(503);
        assertThat(response.type()).isEqualTo("temporarily-unavailable");
        assertThat(response.headers()).containsKey("retry-after").containsEntry("cache-control", "no-store");
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void tellsNothingOfItsInsideWhenItFails(String url) {
        HttpApi api = new HttpApi(failing(null));

        HttpApi.Response response = api.get(url);

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.type()).isEqualTo("internal-error");
        assertThat(response.body()).doesNotContain("Exception").doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isNotPutOffByARegistryThatCannotBeRead(String url) {
        HttpApi api = new HttpApi().recorded(GoldenImages.fiveAmis(1));
        api.registry.failAtPage(1);

        HttpApi.Response response = api.get(url, Map.of());

        assertThat(response.status()).isIn(200, 404, url.endsWith("coverage") ? 503 : 200);
    }

    /** A catalog that cannot be read, or (null) one with a fault. */
    private static ImageCatalog failing(Class<? extends Exception> cause) {
        return (ImageCatalog) Proxy.newProxyInstance(
                InMemoryImageCatalog.class.getClassLoader(),
                new Class<?>[] {ImageCatalog.class},
                (proxy, method, arguments) -> {
                    throw cause == null
                            ? new IllegalStateException("secret")
                            : new CatalogException("secret", new IllegalStateException());
                });
    }
}
