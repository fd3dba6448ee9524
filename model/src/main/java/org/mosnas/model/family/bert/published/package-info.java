/**
 * Published encoders in Hugging Face's layout: {@code config.json} and {@code model.safetensors}.
 */
package org.mosnas.model.family.bert.published;
