// The one door to node-forge: PKCS#12 only (exchange.md §2.1). It knows no EC keys and makes RSA keys slowly: both are node:crypto's work.
import forge from 'node-forge';

export default forge;
