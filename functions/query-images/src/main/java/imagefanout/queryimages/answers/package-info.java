/** The operations on the tables, a class for each kind of resource, with the records that they answer. Not here: HTTP, rules of the model. */
package imagefanout.queryimages.answers;
