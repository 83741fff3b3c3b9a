/**
 * The function import-accounts: reads events, wires the use case, and reports. What an import does is in the model's package
 * {@code accounts}.
 */
package imagefanout.importaccounts;
