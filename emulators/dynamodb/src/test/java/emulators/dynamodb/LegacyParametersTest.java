package emulators.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the legacy parameters that expressions have replaced. */
class LegacyParametersTest {

    private final InMemory db = new InMemory();

    @BeforeEach
    void putItems() {
        for (int part = 1; part <= 4; part++) {
            db.call("PutItem", """
                    {'TableName':'parts','Item':{'id':{'S':'a'},'part':{'N':'%d'},'color':{'S':'red%d'},
                     'tags':{'SS':['x','y%d']}}}""".formatted(part, part, part));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'ComparisonOperator':'EQ','AttributeValueList':[{'S':'red2'}] | 2",
                "'ComparisonOperator':'NE','AttributeValueList':[{'S':'red2'}] | 1,3,4",
                "'ComparisonOperator':'LT','AttributeValueList':[{'S':'red2'}] | 1",
                "'ComparisonOperator':'LE','AttributeValueList':[{'S':'red2'}] | 1,2",
                "'ComparisonOperator':'GT','AttributeValueList':[{'S':'red2'}] | 3,4",
                "'ComparisonOperator':'GE','AttributeValueList':[{'S':'red2'}] | 2,3,4",
                "'ComparisonOperator':'BETWEEN','AttributeValueList':[{'S':'red2'},{'S':'red3'}] | 2,3",
                "'ComparisonOperator':'IN','AttributeValueList':[{'S':'red4'},{'S':'red1'}] | 1,4",
                "'ComparisonOperator':'BEGINS_WITH','AttributeValueList':[{'S':'red'}] | 1,2,3,4",
                "'ComparisonOperator':'CONTAINS','AttributeValueList':[{'S':'d3'}] | 3",
                "'ComparisonOperator':'NOT_CONTAINS','AttributeValueList':[{'S':'d3'}] | 1,2,4",
                "'ComparisonOperator':'NOT_NULL' | 1,2,3,4",
                "'ComparisonOperator':'NULL' | ''"
            },
            quoteCharacter = '"')
    void filtersByEveryOperator(String condition, String parts) {
        JsonNode scanned = db.call("Scan", "{'TableName':'parts','ScanFilter':{'color':{" + condition + "}}}");

        assertThat(String.join(",", partsOf(scanned))).isEqualTo(parts.replace("'", ""));
    }

    @Test
    void queriesByKeyConditionsAndAFilter() {
        JsonNode queried = db.call("Query", """
                {'TableName':'parts','ScanIndexForward':false,'AttributesToGet':['part'],
                 'KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]},
                                  'part':{'ComparisonOperator':'GE','AttributeValueList':[{'N':'2'}]}},
                 'QueryFilter':{'tags':{'ComparisonOperator':'CONTAINS','AttributeValueList':[{'S':'y2'}]},
                                'color':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'red4'}]}},
                 'ConditionalOperator':'OR'}""");

        assertThat(partsOf(queried)).containsExactly("4", "2");
        assertThat(queried.at("/Items/0")).hasSize(1);
    }

    @Test
    void writesOnlyWhatIsExpected() {
        String put = "{'TableName':'things','Item':{'id':{'S':'a'}},'Expected':{'id':{'Exists':false}}}";

        assertThatCode(() -> db.call("PutItem", put)).doesNotThrowAnyException();
        assertThat(db.refused("PutItem", put).type().name()).isEqualTo("ConditionalCheckFailedException");
        assertThat(db.refused(
                                "DeleteItem",
                                "{'TableName':'things','Key':{'id':{'S':'a'}},'Expected':{'n':{'Value':{'N':'1'}}}}")
                        .type()
                        .name())
                .isEqualTo("ConditionalCheckFailedException");
        assertThat(db.refused("PutItem", put.replace("'Exists':false", "'Exists':true")))
                .hasMessage("One or more parameter values were invalid: Value must be provided when Exists is true for "
                        + "Attribute: id");
    }

    @Test
    void updatesAttributes() {
        JsonNode updated = db.call("UpdateItem", """
                {'TableName':'parts','Key':{'id':{'S':'a'},'part':{'N':'1'}},'ReturnValues':'ALL_NEW',
                 'AttributeUpdates':{'color':{'Action':'DELETE'},
                                     'tags':{'Action':'DELETE','Value':{'SS':['x']}},
                                     'n':{'Action':'ADD','Value':{'N':'5'}},
                                     'name':{'Value':{'S':'one'}}}}""");

        assertThat(updated.get("Attributes")).isEqualTo(InMemory.json("""
                                {'id':{'S':'a'},'part':{'N':'1'},'tags':{'SS':['y1']},'n':{'N':'5'},'name':{'S':'one'}}"""));
    }

    private static List<String> partsOf(JsonNode page) {
        List<String> parts = new ArrayList<>();
        page.get("Items").forEach(item -> parts.add(item.at("/part/N").textValue()));
        return parts;
    }
}
