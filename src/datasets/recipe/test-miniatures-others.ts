import { labels, npz, plain } from '../reader/array/test-npz.ts';
import { lines, type Miniature } from './test-miniatures-study.ts';

const masked = (id: string) => ['images', 'masks'].map((folder) => `segmented-images/${folder}/${id}.jpg`);
const uid = (last: string) => `1.3.6.1.4.1.9590.100.1.2.4221127222131896498076114346122289${last}`;
/** A row about an abnormality of a mammogram. */
const mammogram = (woman: string, abnormality: number, pathology: string) => {
  const name = `Mass-Training_${woman}_LEFT_CC`;
  const own = `${name}_${abnormality}/${uid('7')}/${uid(`${woman.slice(-1)}${abnormality}`)}`;
  return `${woman},3,LEFT,CC,${abnormality},mass,OVAL,SPICULATED,4,${pathology},4,${name}/${uid('8')}/${uid(woman.slice(-1))}/000000.dcm,${own}/000000.dcm,"${own}/000001.dcm\n"`;
};
const film = (last: string) => `1.2.276.0.7230010.3.1.4.8323329.1000.151787520${last}.87802${last}`;
const polyp = 'cju0qkwl35piu0993l0dewei2';
const lesionHead =
  'File_name,Patient_index,Study_index,Series_ID,Key_slice_index,Measurement_coordinates,Bounding_boxes,Coarse_lesion_type,Possibly_noisy,Patient_gender,Patient_age,Train_Val_Test';

/** Known data sets that are not of the study, in small. */
export const otherMiniatures = {
  montgomery: {
    texts: {
      'ClinicalReadings/MCUCXR_0001_0.txt': "Patient's Sex: F \nPatient's Age: 027Y\nnormal\n",
      'ClinicalReadings/MCUCXR_0104_1.txt':
        "Patient's Sex: M\r\nPatient's Age: 040Y\r\ninfiltrates right upper lobe with cavity\r\n",
    },
    pictures: ['CXR_png', 'ManualMask/leftMask', 'ManualMask/rightMask'].flatMap((folder) => [
      `${folder}/MCUCXR_0001_0.png`,
      `${folder}/MCUCXR_0104_1.png`,
    ]),
  },
  shenzhen: {
    texts: {
      'ClinicalReadings/CHNCXR_0001_0.txt': 'male 45yrs\nnormal\n',
      'ClinicalReadings/CHNCXR_0327_1.txt': 'Female, 30 yrs\n\nbilateral PTB\n',
    },
    pictures: [
      'CXR_png/CHNCXR_0001_0.png',
      'CXR_png/CHNCXR_0327_1.png',
      'mask/CHNCXR_0001_0_mask.png',
      'mask/CHNCXR_0327_1_mask.png',
    ],
  },
  jsrt: {
    texts: {
      'Clinical_Information/CLNDAT_EN.txt':
        'JPCLN001.IMG\t5\t15\t53\tmale\t1634\t692\tmalignant\tl.upper lobe(S1+2)\tlung cancer\t\r\n',
      'Clinical_Information/CNNDAT_EN.TXT': 'JPCNN001.IMG\t60\tmale\tnon-nodule\r\n',
      'Nodule154images/JPCLN001.IMG': new Uint8Array(2 * 2048 ** 2),
      'NonNodule93images/JPCNN001.IMG': new Uint8Array(2 * 2048 ** 2),
    },
  },
  medmnist: {
    texts: {
      'pneumoniamnist.npz': npz({
        train_images: plain([10, 20], 28, 28),
        train_labels: labels([1], [0]),
        test_images: plain([30], 28, 28),
        test_labels: labels([1]),
      }),
    },
  },
  deeplesion: {
    texts: {
      'DL_info.csv': lines(
        lesionHead,
        '000001_01_01_109.png,1,1,1,109,"233.5, 95.0, 234.0, 106.9","226.169, 90.0204, 241.252, 111.977",3,0,F,62,3',
        '000001_02_01_014.png,1,2,1,14,"1, 2, 3, 4","25.5, 223.5, 41.25, 240",-1,1,F,62,1',
      ),
    },
    pictures: ['000001_01_01/109', '000001_02_01/014'].map((slice) => `Images_png/${slice}.png`),
  },
  busi: {
    pictures: [
      'benign/benign (1).png',
      'benign/benign (1)_mask.png',
      'benign/benign (1)_mask_1.png',
      'malignant/malignant (1).png',
      'malignant/malignant (1)_mask.png',
      'normal/normal (1).png',
      'normal/normal (1)_mask.png',
    ],
  },
  'cbis-ddsm': {
    texts: {
      'csv/mass_case_description_train_set.csv': lines(
        'patient_id,breast_density,left or right breast,image view,abnormality id,abnormality type,mass shape,mass margins,assessment,pathology,subtlety,image file path,cropped image file path,ROI mask file path',
        mammogram('P_00001', 1, 'MALIGNANT'),
        mammogram('P_00004', 1, 'BENIGN'),
        mammogram('P_00004', 2, 'BENIGN_WITHOUT_CALLBACK'),
      ),
      'csv/dicom_info.csv': lines(
        'file_path,image_path,PatientID,SeriesDescription,SeriesInstanceUID',
        `CBIS-DDSM/dicom/${uid('1')}/1-1.dcm,CBIS-DDSM/jpeg/${uid('1')}/1-263.jpg,Mass-Training_P_00001_LEFT_CC,full mammogram images,${uid('1')}`,
      ),
    },
    pictures: ['1', '4'].map((last) => `jpeg/${uid(last)}/1-26${last}.jpg`),
  },
  inbreast: {
    texts: {
      'INbreast.csv': lines(
        'Patient ID;Patient age;Laterality;View;Acquisition date;File Name;ACR;Bi-Rads',
        'removed;removed;R;CC;201001;22678622;4;1',
        'removed;removed;L;MLO;201001;22678646;4;4a',
      ),
      'AllXML/22678622.xml': `<?xml version="1.0"?><plist version="1.0"><dict><key>Images</key><array><dict><key>ROIs</key><array><dict><key>Name</key><string>Espiculated Region</string><key>Point_px</key><array>${[
        '(10.5, 20.5)',
        '(30.5, 20.5)',
        '(30.5, 40.5)',
      ]
        .map((point) => `<string>${point}</string>`)
        .join('')}</array></dict></array></dict></array></dict></plist>`,
    },
    pictures: [
      'AllDICOMs/22678622_61b13c59bcba149e_MG_R_CC_ANON.dcm',
      'AllDICOMs/22678646_61b13c59bcba149e_MG_L_ML_ANON.dcm',
    ],
  },
  drive: {
    pictures: [
      ...['21', '22'].flatMap((film) => [
        `training/images/${film}_training.tif`,
        `training/1st_manual/${film}_manual1.gif`,
        `training/mask/${film}_training_mask.gif`,
      ]),
      'test/images/01_test.tif',
      'test/1st_manual/01_manual1.gif',
      'test/2nd_manual/01_manual2.gif',
      'test/mask/01_test_mask.gif',
    ],
  },
  'chase-db1': {
    pictures: ['01L', '01R', '02L'].flatMap((eye) => [
      `Image_${eye}.jpg`,
      `Image_${eye}_1stHO.png`,
      `Image_${eye}_2ndHO.png`,
    ]),
  },
  hrf: {
    pictures: ['01_dr', '01_g', '01_h'].flatMap((film) => [
      `images/${film}.JPG`,
      `manual1/${film}.tif`,
      `mask/${film}_mask.tif`,
    ]),
  },
  'aptos-2019': {
    texts: { 'train.csv': lines('id_code,diagnosis', '000c1434d8d7,2', '001639a390f0,4', '0024cdab0c1e,1') },
    pictures: ['000c1434d8d7', '001639a390f0', '0024cdab0c1e'].map((id) => `train_images/${id}.png`),
  },
  eyepacs: {
    texts: { 'trainLabels.csv': lines('image,level', '10_left,0', '10_right,0', '13_left,3') },
    pictures: ['10_left', '10_right', '13_left'].map((eye) => `train/${eye}.jpeg`),
  },
  'messidor-2': {
    texts: {
      'messidor_data.csv': lines(
        'image_id,adjudicated_dr_grade,adjudicated_dme,adjudicated_gradable',
        '20051020_43808_0100_PP.png,0.0,0.0,1',
        'IM000002.JPG,2.0,1.0,1',
        'IM001176.JPG,,,0',
      ),
    },
    pictures: ['20051020_43808_0100_PP.png', 'IM000002.JPG', 'IM001176.JPG'].map((name) => `IMAGES/${name}`),
  },
  'hyper-kvasir': {
    texts: {
      'labeled-images/image-labels.csv': lines(
        'Video file,Organ,Finding,Classification',
        '7e0e1e17-6a4e-4e0e-9e3d-0d5b0a1b2c3d,Lower GI,cecum,anatomical-landmarks',
        '0a1b2c3d-6a4e-4e0e-9e3d-0d5b0a1b2c3d,Upper GI,z-line,anatomical-landmarks',
      ),
      'segmented-images/bounding-boxes.json': JSON.stringify({
        [polyp]: {
          height: 529,
          width: 622,
          bbox: [{ label: 'polyp', xmin: 38, ymin: 5, xmax: 430, ymax: 338 }],
        },
        cju1b0y2e396p08558ois175d: {
          height: 529,
          width: 622,
          bbox: [
            { label: 'polyp', xmin: 1, ymin: 5, xmax: 30, ymax: 38 },
            { label: 'polyp', xmin: 40, ymin: 5, xmax: 60, ymax: 38 },
          ],
        },
      }),
    },
    pictures: [
      'labeled-images/lower-gi-tract/anatomical-landmarks/cecum/7e0e1e17-6a4e-4e0e-9e3d-0d5b0a1b2c3d.jpg',
      'labeled-images/upper-gi-tract/anatomical-landmarks/z-line/0a1b2c3d-6a4e-4e0e-9e3d-0d5b0a1b2c3d.jpg',
      ...masked(polyp),
      ...masked('cju1b0y2e396p08558ois175d'),
    ],
  },
  'pad-ufes-20': {
    texts: {
      'metadata.csv': lines(
        'patient_id,lesion_id,smoke,drink,age,gender,fitspatrick,region,diameter_1,diameter_2,diagnostic,itch,grew,img_id,biopsed',
        'PAT_1516,1765,,,8,,,ARM,,,NEV,FALSE,FALSE,PAT_1516_1765_530.png,FALSE',
        'PAT_46,881,FALSE,FALSE,55,FEMALE,3.0,NECK,6.0,5.0,BCC,TRUE,UNK,PAT_46_881_939.png,TRUE',
      ),
    },
    pictures: ['PAT_1516_1765_530', 'PAT_46_881_939'].map((name) => `imgs_part_1/${name}.png`),
  },
  'mini-mias': {
    texts: {
      'Info.txt': lines('mdb001 G CIRC B 535 425 197', 'mdb002 G NORM', 'mdb028 F CIRC M 338 314 56'),
    },
    pictures: ['mdb001.pgm', 'mdb002.pgm', 'mdb028.pgm'],
  },
  stare: {
    pictures: ['stare-images/im0001.ppm', 'labels-ah/im0001.ah.ppm', 'labels-vk/im0001.vk.ppm'],
  },
  'siim-acr-pneumothorax': {
    texts: {
      'train-rle.csv': lines(
        'ImageId, EncodedPixels',
        `${film('5')}, 891504 5 1018 8 1015 10`,
        `${film('5')}, 10 4 1000 2`,
        `${film('6')}, -1`,
      ),
    },
    pictures: ['5', '6'].map(
      (last) => `dicom-images-train/${film(`1${last}`)}/${film(`2${last}`)}/${film(last)}.png`,
    ),
  },
  'uw-madison-gi-tract': {
    texts: {
      'train.csv': lines(
        'id,class,segmentation',
        'case123_day20_slice_0001,large_bowel,',
        'case123_day20_slice_0001,small_bowel,',
        'case123_day20_slice_0001,stomach,',
        'case123_day20_slice_0065,large_bowel,267 3 533 4',
        'case123_day20_slice_0065,small_bowel,',
        'case123_day20_slice_0065,stomach,28094 3 28358 7',
      ),
    },
    pictures: ['0001', '0065'].map(
      (slice) => `train/case123/case123_day20/scans/slice_${slice}_266_266_1.50_1.50.png`,
    ),
  },
  'covidx-cxr': {
    texts: {
      'train.txt': lines('3 1.png negative sirm', 'ANON12 SARS-Fig8a.jpeg positive cohen'),
      'test.txt': lines('MIDRC-82 MIDRC-RICORD-1C-82-0.png positive ricord'),
    },
    pictures: ['train/1.png', 'train/SARS-Fig8a.jpeg', 'test/MIDRC-RICORD-1C-82-0.png'],
  },
  'path-vqa': {
    texts: {
      'train_vqa.json': JSON.stringify([
        {
          answer_type: 'other',
          img_id: 'train_0422',
          label: { 'in the canals of hering': 1 },
          question_id: 100422000,
          question_type: 'where',
          sent: 'Where are liver stem cells located?',
        },
        {
          answer_type: 'yes/no',
          img_id: 'train_0986',
          label: { no: 1 },
          question_id: 100986000,
          question_type: 'does',
          sent: 'Does this show a normal colon?',
        },
      ]),
    },
    pictures: ['train_0422', 'train_0986'].map((name) => `images/train/${name}.jpg`),
  },
} as const satisfies Readonly<Record<string, Miniature>>;
