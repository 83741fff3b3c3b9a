package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import emulators.dynamodb.expression.RandomCondition.Generated;
import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.NumberValue;
import emulators.dynamodb.value.StringValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RandomConditionsTest {

    private static final int CONDITIONS = 3_000;
    private static final int ITEMS = 8;

    @Test
    void matchTheEquivalentPredicate() {
        Random random = new Random(15);
        int holding = 0;
        for (int i = 0; i < CONDITIONS; i++) {
            RandomCondition generator = new RandomCondition(random);
            Generated generated = generator.generate(random.nextInt(6));
            Placeholders placeholders = placeholders(generator);

            Condition condition = Condition.parse("FilterExpression", generated.text(), placeholders);
            placeholders.checkAllUsed();

            for (int j = 0; j < ITEMS; j++) {
                Map<String, Object> attributes = attributes(random);
                boolean expected = generated.meaning().test(attributes);
                assertThat(condition.holds(item(attributes)))
                        .as("%s with %s on %s", generated.text(), generator.values(), attributes)
                        .isEqualTo(expected);
                holding += expected ? 1 : 0;
            }
        }

        assertThat(holding).isBetween(CONDITIONS * ITEMS / 10, CONDITIONS * ITEMS * 9 / 10);
    }

    private static Placeholders placeholders(RandomCondition generator) {
        JsonNode none = MissingNode.getInstance();
        return Placeholders.of(none, generator.values().isEmpty() ? none : generator.values());
    }

    private static Map<String, Object> attributes(Random random) {
        Map<String, Object> attributes = new HashMap<>();
        for (String name : RandomCondition.ATTRIBUTES) {
            switch (random.nextInt(3)) {
                case 0 -> attributes.put(name, random.nextInt(7) - 3);
                case 1 -> attributes.put(name, RandomCondition.WORDS.get(random.nextInt(RandomCondition.WORDS.size())));
                default -> attributes.remove(name);
            }
        }
        return attributes;
    }

    private static Item item(Map<String, Object> attributes) {
        return Item.of(attributes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, attribute -> value(attribute.getValue()))));
    }

    private static AttributeValue value(Object plain) {
        return plain instanceof Integer number ? NumberValue.of(number) : new StringValue((String) plain);
    }
}
