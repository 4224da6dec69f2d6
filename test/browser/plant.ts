// Loaded into a gateway whose memory is searched: what a search must find before its silence counts.
// The environment has it backwards, so that only this buffer has it as it is.
const backwards = process.env["PLANT"] ?? "";
Object.assign(globalThis, { planted: Buffer.from(Array.from(backwards).reverse().join("")) });
