package emulators.dynamodb.expression;

import static org.assertj.core.api.Assertions.assertThat;

import emulators.dynamodb.value.AttributeValue;
import emulators.dynamodb.value.Item;
import emulators.dynamodb.value.ListValue;
import emulators.dynamodb.value.NumberValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RandomUpdatesTest {

    private static final int UPDATES = 2_000;
    private static final String LIST = "l1";

    @Test
    void changeListsByTheIndexesBeforeTheUpdate() {
        Random random = new Random(2012);
        for (int i = 0; i < UPDATES; i++) {
            List<Integer> before =
                    random.ints(random.nextInt(5), 0, 100).boxed().toList();
            TreeMap<Integer, Integer> put = new TreeMap<>();
            List<Integer> removed = new ArrayList<>();
            random.ints(4, 0, 9).distinct().forEach(index -> {
                if (random.nextBoolean()) {
                    put.put(index, random.nextInt(100));
                } else {
                    removed.add(index);
                }
            });
            String expression = expression(put, removed, random);

            Item after = Update.parse(expression, placeholders(put))
                    .apply(item(before))
                    .item();

            assertThat(after).as("%s on %s", expression, before).isEqualTo(item(changed(before, put, removed)));
        }
    }

    private static String expression(TreeMap<Integer, Integer> put, List<Integer> removed, Random random) {
        List<String> assignments = put.keySet().stream()
                .map(index -> LIST + "[" + index + "] = :v" + index)
                .toList();
        List<String> removals =
                removed.stream().map(index -> LIST + "[" + index + "]").toList();
        String set = assignments.isEmpty() ? "" : "SET " + String.join(", ", shuffled(assignments, random)) + " ";
        String remove = removals.isEmpty() ? "" : "REMOVE " + String.join(",", shuffled(removals, random)) + " ";
        return random.nextBoolean() ? set + remove : remove + set;
    }

    private static List<String> shuffled(List<String> texts, Random random) {
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Placeholders placeholders(TreeMap<Integer, Integer> put) {
        StringBuilder values = new StringBuilder();
        put.forEach((index, value) ->
                values.append(values.isEmpty() ? "{" : ",").append("':v" + index + "':{'N':'" + value + "'}"));
        return Placeholders.of(Given.json("null"), Given.json(values.isEmpty() ? "null" : values + "}"));
    }

    private static List<Integer> changed(List<Integer> before, TreeMap<Integer, Integer> put, List<Integer> removed) {
        List<Integer> after = new ArrayList<>();
        for (int index = 0; index < before.size(); index++) {
            if (!removed.contains(index)) {
                after.add(put.getOrDefault(index, before.get(index)));
            }
        }
        after.addAll(put.tailMap(before.size()).values());
        return after;
    }

    private static Item item(List<Integer> numbers) {
        List<AttributeValue> elements = new ArrayList<>();
        numbers.forEach(number -> elements.add(NumberValue.of(number)));
        return Item.empty().with(LIST, new ListValue(elements));
    }
}
