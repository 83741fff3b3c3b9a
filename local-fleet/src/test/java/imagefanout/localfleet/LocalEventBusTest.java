package imagefanout.localfleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalEventBusTest {
    private static final String PATTERN =
            "{'source':['a','b'],'detail':{'name':['Move'],'errorCode':[{'exists':false}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | {'source':'a','detail':{'name':'Move'}}",
                "true  | {'source':'b','detail':{'name':'Move','other':1}}",
                "false | {'source':'c','detail':{'name':'Move'}}",
                "false | {'source':'a','detail':{'name':'Close'}}",
                "false | {'source':'a','detail':{'name':'Move','errorCode':'Denied'}}",
                "false | {'source':'a'}"
            })
    void deliversWhatARuleMatches(boolean delivered, String event) throws JsonProcessingException {
        assertThat(LocalEventBus.matches(json(PATTERN), json(event))).isEqualTo(delivered);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
    }
}
