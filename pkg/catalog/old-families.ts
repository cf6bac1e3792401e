/** Cards older than the catalogue whose numbers a newer card of another family reuses: GeForce GTX 580, Radeon HD 6800. */

/** Whether `family` made a card of this number before 2012, so that the number must not be read as another family's. */
export function isOldCard(family: string | undefined, number: string): boolean {
  const value = Number(number);
  switch (family) {
    case 'gtx':
    case 'gts':
    case 'gt':
    case 'geforce':
    case 'nvidia':
      return (value >= 205 && value <= 590) || (family !== 'gtx' && value >= 6100 && value <= 9800);
    case 'hd':
      return (value >= 2400 && value <= 6990) || value >= 8000;
    case 'quadro':
      return true;
    case 'ati':
      return value >= 2400;
    default:
      return false;
  }
}
