package imagefanout.localfleet;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads a template with its short intrinsic functions: {@code !Ref X} becomes {@code {"Ref": "X"}}, {@code !If [...]}
 * becomes {@code {"Fn::If": [...]}}.
 */
public final class TemplateYaml {
    private static final List<String> WITH_PREFIX =
            List.of("And", "Equals", "FindInMap", "GetAtt", "If", "Join", "Not", "Or", "Select", "Split", "Sub");
    private static final List<String> WITHOUT_PREFIX = List.of("Ref", "Condition");

    private TemplateYaml() {}

    public static Object parse(String yaml) {
        LoadSettings settings = LoadSettings.builder().build();
        return new Load(settings, new IntrinsicFunctions(settings)).loadFromString(yaml);
    }

    private static final class IntrinsicFunctions extends StandardConstructor {
        IntrinsicFunctions(LoadSettings settings) {
            super(settings);
            WITH_PREFIX.forEach(name -> tagConstructors.put(new Tag("!" + name), function("Fn::" + name)));
            WITHOUT_PREFIX.forEach(name -> tagConstructors.put(new Tag("!" + name), function(name)));
        }

        private ConstructNode function(String name) {
            return node -> Map.of(name, argument(node));
        }

        private Object argument(Node node) {
            if (node instanceof ScalarNode scalar) {
                return constructScalar(scalar);
            }
            if (node instanceof SequenceNode sequence) {
                return constructSequence(sequence);
            }
            return constructMapping((MappingNode) node);
        }
    }
}
