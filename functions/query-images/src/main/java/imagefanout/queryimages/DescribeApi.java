package imagefanout.queryimages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/openapi.yaml}, which is packed into this function's jar, as JSON. Read when it is first asked for. */
final class DescribeApi implements Operation {
    private static final String RESOURCE = "/openapi.yaml";

    private String json;

    @Override
    public synchronized Answer answer(Call call) {
        if (json == null) {
            json = document().toString();
        }
        return new Answer.Document("application/json", json, Optional.empty());
    }

    static JsonNode document() {
        try (InputStream yaml = DescribeApi.class.getResourceAsStream(RESOURCE)) {
            return json(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = Show.object();
            map.forEach((key, item) -> object.set(key.toString(), json(item)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = Show.array();
            list.forEach(item -> array.add(json(item)));
            return array;
        }
        if (value instanceof Integer number) {
            return JsonNodeFactory.instance.numberNode(number);
        }
        if (value instanceof Boolean truth) {
            return JsonNodeFactory.instance.booleanNode(truth);
        }
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(value.toString());
    }
}
