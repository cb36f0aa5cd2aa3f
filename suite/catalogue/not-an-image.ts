/** Codes by which a server says that what was uploaded is no image to it. */
export const NOT_AN_IMAGE: readonly string[] = [
  'UploadFileFailed',
  'XMLMalformed',
  'XMLValidationError',
  'InvalidArgument',
  'DeployManifestFileNotFound',
  'DeployBadVMImageInvalidConfig',
  'DeployBadVMImageLackVMDK',
  'DeployBadVMImageLackVMX',
  'DeployInvalidMD5',
  'DeployImageZipPartNotFound',
  'DeployInvalidManifestCountNotEqual',
  'DeployInvalidManifestIndexNotCorrect',
];
