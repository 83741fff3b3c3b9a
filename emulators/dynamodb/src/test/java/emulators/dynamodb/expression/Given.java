package emulators.dynamodb.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import emulators.dynamodb.value.AttributeValues;
import emulators.dynamodb.value.Item;

/** The item and the placeholders that the test cases use. Single quotes stand for double quotes. */
final class Given {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String ITEM = """
            {
              'p': {'S': 'abc'},
              's': {'S': 'x'},
              'n': {'N': '5'},
              'l': {'L': [{'S': 'a'}, {'N': '1'}, {'M': {'k': {'S': 'v'}}}]},
              'm': {'M': {'a': {'N': '1'}, 'b': {'L': [{'S': 'q'}]}, 'c': {'M': {'d': {'S': 'e'}}}}},
              'ss': {'SS': ['a', 'b']},
              'ns': {'NS': ['1', '2']},
              'bs': {'BS': ['YQ==']},
              'b': {'B': 'YWJj'},
              't': {'BOOL': true},
              'nul': {'NULL': true}
            }
            """;

    private static final String NAMES = "{'#n': 'n', '#s': 'status', '#m': 'm', '#dot': 'm.a'}";

    private static final String VALUES = """
            {
              ':s': {'S': 'x'},
              ':a': {'S': 'a'},
              ':ab': {'S': 'ab'},
              ':empty': {'S': ''},
              ':n': {'N': '1'},
              ':two': {'N': '2'},
              ':five': {'N': '5.00'},
              ':nine': {'N': '9'},
              ':half': {'N': '0.5'},
              ':l': {'L': [{'S': 'z'}]},
              ':k': {'M': {'k': {'S': 'v'}}},
              ':ss': {'SS': ['b', 'a']},
              ':ac': {'SS': ['a', 'c']},
              ':ns': {'NS': ['1', '3']},
              ':bs': {'BS': ['YQ==', 'Yg==']},
              ':b': {'B': 'YWI='},
              ':bc': {'B': 'YmM='},
              ':t': {'BOOL': true},
              ':nul': {'NULL': true},
              ':S': {'S': 'S'},
              ':SS': {'S': 'SS'},
              ':BOOL': {'S': 'BOOL'}
            }
            """;

    private Given() {}

    static Item item() {
        return AttributeValues.parseItem(json(ITEM));
    }

    static Placeholders placeholders() {
        return Placeholders.of(json(NAMES), json(VALUES));
    }

    static Placeholders noPlaceholders() {
        return Placeholders.of(MissingNode.getInstance(), MissingNode.getInstance());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
