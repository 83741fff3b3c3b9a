package emulators.dynamodb.operation.batch;

import emulators.dynamodb.key.ItemKey;

/** An item of any table. */
record TableKey(String table, ItemKey key) {}
