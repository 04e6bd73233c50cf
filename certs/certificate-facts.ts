import { X509Certificate } from 'node:crypto';

/** Period of a certificate as instants. */
export const validityOf = (certificatePem: string): { notBefore: string; notAfter: string } => {
  const { validFromDate, validToDate } = new X509Certificate(certificatePem);
  return { notBefore: validFromDate.toISOString(), notAfter: validToDate.toISOString() };
};
