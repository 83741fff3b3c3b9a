package emulators.imagebuilder.account;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The AMIs of one build. A page can have 25 images with 30,000 AMIs each, so they are written directly, without a JSON tree.
 *
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Ami.html">Ami</a>
 */
public record Copies(List<OutputCopy> all) implements JsonSerializable {

    static final Copies NONE = new Copies(List.of());

    public Copies {
        all = List.copyOf(all);
    }

    Set<Destination> destinations() {
        return all.stream().map(OutputCopy::destination).collect(Collectors.toSet());
    }

    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartArray();
        for (OutputCopy copy : all) {
            json.writeStartObject();
            json.writeStringField("region", copy.destination().region());
            json.writeStringField("image", copy.amiId());
            json.writeStringField("name", copy.name());
            json.writeStringField("accountId", copy.destination().account());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(json, provider);
    }
}
