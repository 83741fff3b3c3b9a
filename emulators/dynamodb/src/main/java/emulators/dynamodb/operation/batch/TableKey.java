package emulators.dynamodb.operation.batch;

import emulators.dynamodb.key.ItemKey;

/** A table and the key of one of its items. */
record TableKey(String table, ItemKey key) {}
