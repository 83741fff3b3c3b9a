package imagefanout.benchmarks.organization;

/**
 * List prices in us-east-1, in dollars, without free tiers. DynamoDB's are those since November 1, 2024. The others have no date:
 * compare them with these pages before you rely on them.
 *
 * @see <a href="https://aws.amazon.com/dynamodb/pricing/on-demand/">DynamoDB</a>
 * @see <a href="https://aws.amazon.com/lambda/pricing/">Lambda</a>
 * @see <a href="https://aws.amazon.com/api-gateway/pricing/">API Gateway</a>
 * @see <a href="https://aws.amazon.com/eventbridge/pricing/">EventBridge</a>
 * @see <a href="https://aws.amazon.com/sqs/pricing/">SQS</a>
 * @see <a href="https://aws.amazon.com/cloudwatch/pricing/">CloudWatch</a>
 * @see <a href="https://aws.amazon.com/systems-manager/pricing/">Systems Manager</a>
 */
final class Prices {
    static final double WRITE_UNIT = 0.625e-6;
    static final double READ_UNIT = 0.125e-6;
    static final double GIGABYTE_MONTH = 0.25;
    static final double INVOCATION = 0.2e-6;
    static final double GIGABYTE_SECOND = 0.0000166667;
    static final double HTTP_REQUEST = 1e-6;
    static final double EVENT = 1e-6;
    static final double QUEUE_REQUEST = 0.4e-6;
    static final double METRIC = 0.3;
    static final double ALARM = 0.1;
    static final double PARAMETER_CALL = 5e-6;

    private Prices() {}
}
