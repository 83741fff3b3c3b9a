/** The documents that the API serves: the dashboard and the OpenAPI document. */
package imagefanout.queryimages.site;
