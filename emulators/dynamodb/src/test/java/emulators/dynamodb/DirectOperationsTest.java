package emulators.dynamodb;

import emulators.dynamodb.sdk.DynamoDbCalls;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DirectOperationsTest extends OperationsContract {

    @Override
    DynamoDbClient newClient() {
        DynamoDbCalls calls = DynamoDb.empty(DynamoDbOptions.defaults())::call;
        return calls.client();
    }
}
