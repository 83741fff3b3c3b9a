package emulators.dynamodb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeValuesTest {

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'S':'text'}",
                "{'S':''}",
                "{'N':'12.5'}",
                "{'B':'YWJj'}",
                "{'B':''}",
                "{'BOOL':true}",
                "{'BOOL':false}",
                "{'NULL':true}",
                "{'SS':['b','a','']}",
                "{'NS':['2','1']}",
                "{'BS':['YQ==','']}",
                "{'L':[]}",
                "{'L':[{'S':''},{'N':'1'},{'L':[{'NULL':true}]}]}",
                "{'M':{}}",
                "{'M':{'status':{'S':'a'},'m':{'M':{'n':{'N':'1'}}}}}"
            })
    void answersAllTypesAsTheyWereSent(String text) {
        JsonNode sent = json(text);

        AttributeValue value = AttributeValues.parse(sent);

        assertThat(value.toJson()).isEqualTo(sent);
        assertThat(sent.has(value.type())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                       | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'X':'a'}                | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'S':null}               | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'L':[{}]}               | Supplied AttributeValue is empty, must contain exactly one of the supported datatypes
            {'S':'a','N':'1'}        | Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
            {'N':'x'}                | The parameter cannot be converted to a numeric value: x
            {'M':{'a':{'N':''}}}     | The parameter cannot be converted to a numeric value
            {'NS':['1','']}          | The parameter cannot be converted to a numeric value
            {'NS':['1','1.0']}       | Input collection contains duplicates
            {'M':{'':{'S':'a'}}}     | Empty attribute name
            """)
    void refusesValuesThatAreNotValid(String text, String message) {
        assertThatThrownBy(() -> AttributeValues.parse(json(text)))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'NULL':false}           | Null attribute value types must have the value of true
            {'SS':[]}                | An string set  may not be empty
            {'NS':[]}                | An number set  may not be empty
            {'BS':[]}                | Binary sets should not be empty
            {'N':'1','NS':[]}        | An number set  may not be empty
            {'SS':['a','b','a']}     | Input collection [a, b, a] contains duplicates.
            {'SS':['','']}           | Input collection [, ] contains duplicates.
            {'BS':['YQ==','YQ==']}   | Input collection [YQ==, YQ==]of type BS contains duplicates.
            """)
    void refusesParametersThatAreNotValid(String text, String problem) {
        assertThatThrownBy(() -> AttributeValues.parse(json(text)))
                .isInstanceOf(ValidationException.class)
                .hasMessage(INVALID + problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {'S':1}             | NUMBER_VALUE cannot be converted to String
            {'S':true}          | TRUE_VALUE cannot be converted to String
            {'SS':[false]}      | FALSE_VALUE cannot be converted to String
            {'N':1}             | NUMBER_VALUE cannot be converted to String
            {'S':['a']}         | Unrecognized collection type class java.lang.String
            {'S':{'a':1}}       | Start of structure or map found where not expected
            {'BOOL':1}          | NUMBER_VALUE cannot be converted to Boolean
            {'BOOL':'true'}     | Unexpected token received from parser
            {'B':1}             | only base-64-encoded strings are convertible to bytes
            {'B':'YQ'}          | Base64 encoded length is expected a multiple of 4 bytes but found: 2
            {'B':'@@@@'}        | Invalid Base64 text "@@@@"
            {'L':'a'}           | Unexpected field type
            {'L':{}}            | Start of structure or map found where not expected
            {'M':[]}            | Unrecognized collection type java.util.Map
            {'L':['a']}         | Unexpected value type in payload
            """)
    void refusesJsonOfAnotherShape(String text, String message) {
        assertThatThrownBy(() -> AttributeValues.parse(json(text)))
                .isInstanceOf(SerializationException.class)
                .hasMessage(message);
    }

    @Test
    void acceptsValuesOf32LevelsAndNoMore() {
        assertThatCode(() -> AttributeValues.parse(nested(31, "{'S':'leaf'}"))).doesNotThrowAnyException();
        assertThatThrownBy(() -> AttributeValues.parse(nested(32, "{'S':'leaf'}")))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Nesting Levels have exceeded supported limits: "
                        + "Attributes in the item have nested levels beyond supported limit");
        assertThatThrownBy(() -> AttributeValues.parse(nested(31, "{'L':[]}"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void checksTheNestingOfItemsAsOfValues() {
        Item deep = Item.empty().with("a", AttributeValues.parse(nested(31, "{'S':'leaf'}")));
        AttributeValue deepest = deep.get("a").orElseThrow();
        Item tooDeep = deep.with("b", new ListValue(List.of(deepest)));

        assertThatCode(() -> AttributeValues.checkNesting(deep)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AttributeValues.checkNesting(tooDeep))
                .hasMessage("Nesting Levels have exceeded supported limits");
    }

    @Test
    void readsItemsInTheirOrder() {
        Item item = AttributeValues.parseItem(json("{'z':{'S':'1'},'a':{'N':'2'}}"));

        assertThat(item.attributes().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> AttributeValues.parseItem(json("[]"))).isInstanceOf(SerializationException.class);
    }

    private JsonNode nested(int maps, String leaf) {
        return json("{'M':{'n':".repeat(maps) + leaf + "}}".repeat(maps));
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
