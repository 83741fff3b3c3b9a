package emulators.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class InProcessOperationsTest extends OperationsContract {

    @Override
    DynamoDbClient newClient() {
        return Clients.inProcess(DynamoDb.empty(DynamoDbOptions.defaults()));
    }
}
