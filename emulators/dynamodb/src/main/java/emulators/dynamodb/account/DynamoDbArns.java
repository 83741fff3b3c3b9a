package emulators.dynamodb.account;

import static java.util.Objects.requireNonNull;

/** ARNs of one account in one Region. */
public record DynamoDbArns(String region, String account) {

    private static final String TABLE = ":table/";

    public DynamoDbArns {
        requireNonNull(region, "region");
        requireNonNull(account, "account");
    }

    public String table(String name) {
        return "arn:aws:dynamodb:" + region + ":" + account + TABLE + name;
    }

    public String stream(String tableName, String label) {
        return table(tableName) + "/stream/" + label;
    }

    /** Returns the name in a table's ARN. Returns a plain name unchanged. */
    String tableName(String nameOrArn) {
        String prefix = table("");
        return nameOrArn.startsWith(prefix) ? nameOrArn.substring(prefix.length()) : nameOrArn;
    }
}
