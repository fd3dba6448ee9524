/**
 * Supernets on an NVIDIA card: banks of parameters there, and the dense weights that specs are
 * given out of them, mixtures and routers included.
 */
package org.mosnas.model.supernet.cuda;
