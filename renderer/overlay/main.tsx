import { mount } from '../shared/mount.js'
import { OverlayWindow } from './OverlayWindow.js'
import '../shared/theme.css'
import './overlay.css'
import './approval.css'

mount(<OverlayWindow />)
